"""The words a session script may use, and how long its texts may be.

One place for every closed list and every limit, so that the reader, the
messages and the tests cannot drift apart. Lengths are in characters,
durations in minutes. The lists that the rest of the program shares are in
the lists of the subjects.
"""

from charrette.week.lists import AreaKind, Daypart, PartyKind

DAYPARTS = tuple(Daypart)
PARTY_KINDS = tuple(PartyKind)
AREA_KINDS = tuple(AreaKind)

FIRST_DAY = 1
LAST_DAY = 6

KEY_CHARACTERS = 40
NAME_CHARACTERS = 120
QUESTION_CHARACTERS = 200
COLUMN_CHARACTERS = 60
PARAGRAPH_CHARACTERS = 600
SAY_CHARACTERS = 2000

MINUTES_MOST = 480
EXPECTED_MOST = 10_000
ROUNDS_MOST = 20

GATHERINGS_MOST = 60
BOARDS_MOST = 30
COLUMNS_MOST = 12
STEPS_MOST = 40
PARTIES_MOST = 60
AREAS_MOST = 500
PRECONDITIONS_MOST = 40
FILE_BYTES_MOST = 512 * 1024

PROGRAMME_FILE = "programme.toml"
AREA_COLUMNS = ("key", "name", "kind", "description", "example")
