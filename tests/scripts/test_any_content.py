"""Whatever stands in the files, reading gives a script or a list of mistakes, never another error."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from charrette.boards.lists import BoardPhase
from charrette.projector.lists import ShowView
from charrette.scripts.reading import ScriptErrors, load_script
from charrette.scripts.reading.areas import read_areas
from charrette.scripts.reading.files import Folder
from charrette.scripts.reading.gatherings import read_gathering
from charrette.scripts.reading.mistakes import Mistake
from charrette.scripts.reading.tables import Seen, Table
from charrette.week.lists import GatheringKind, Openness
from tests.scripts.weeks import MONDAY, PROGRAMME, TUESDAY

FILES = {"programme.toml": PROGRAMME, "11-maandag.toml": MONDAY, "21-dinsdag.toml": TUESDAY}
AREAS = "key,name,kind,description,example\nnieuwlande,Nieuwlande,dorp,,yes\n"

NAMES = [
    *("key", "title", "day", "kind", "openness", "expected", "start", "who", "outcome", "boards", "steps"),
    *("door_required", "columns", "question", "concealed", "moderated", "votes_per_person", "text_limit"),
    *("minutes", "prompt", "say", "shows", "board", "phase", "round"),
]
WORDS = [*GatheringKind, *Openness, *ShowView, *BoardPhase, "tips", "a-b", "", "  ", "19:30", "\x1b[0m", "é" * 999]
SCALARS = st.one_of(
    st.sampled_from([str(word) for word in WORDS]),
    st.text(max_size=12),
    st.integers(),
    st.booleans(),
    st.floats(),
    st.dates(),
    st.times(),
    st.datetimes(),
)


def tables(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    values: st.SearchStrategy[Any] = SCALARS
    if depth:
        inner = tables(depth - 1)
        values = st.one_of(SCALARS, inner, st.lists(st.one_of(SCALARS, inner), max_size=3))
    return st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=6)), values, max_size=12)


def check(mistakes: list[Mistake]) -> None:
    assert all(mistake.text(language).isprintable() for mistake in mistakes for language in ("nl", "en"))


def read(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for file, content in files.items():
            (Path(name) / file).write_bytes(content)
        mistakes = None
        try:
            load_script(name)
        except ScriptErrors as errors:
            mistakes = errors.mistakes
    assert mistakes is None or len(mistakes) > 0
    check(mistakes or [])


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A correct file with a few bytes cut out, put in or written over."""
    content = bytearray(draw(st.sampled_from(sorted(FILES.values()))), "utf-8")
    pieces = st.one_of(
        st.binary(max_size=4), st.sampled_from([b'"', b"\n", b"[[", b"]]", b"=", b"'''", b"{", b"0", b"."])
    )
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        content[start : start + draw(st.integers(0, 30))] = draw(pieces)
    return bytes(content)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FILES)), spoilt())
def test_a_spoilt_file_never_gives_another_error(file: str, content: bytes) -> None:
    read({name: text.encode() for name, text in FILES.items()} | {file: content})


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.binary(max_size=200), max_size=3))
def test_a_folder_of_bytes_never_gives_another_error(files: dict[str, bytes]) -> None:
    read(files)


@settings(max_examples=150, deadline=None)
@given(tables(3))
def test_a_gathering_of_any_shape_never_gives_another_error(data: dict[str, Any]) -> None:
    table = Table(data, "x.toml", [])
    read_gathering(table, Seen())
    check(table.mistakes)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet=',;"\n\r\0kxey nam', max_size=80).map(str.encode)))
def test_an_area_file_of_any_content_never_gives_another_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "areas.csv").write_bytes(AREAS.encode() + content)
        folder = Folder(Path(name))
        read_areas(folder, "areas.csv", Seen())
        check(folder.mistakes)
