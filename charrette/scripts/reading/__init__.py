"""Session scripts (draaiboeken): sessions/*/*.toml -> frozen values.

What a facilitator writes, prints, keeps and reuses. `load_script` gives a
`Script`, or raises `ScriptErrors` with every mistake, each with its file, its
key and what is expected, in Dutch and in English. `sessions/README.md`
explains the files to the people who write them.
"""

from charrette.scripts.reading.mistakes import Mistake, ScriptErrors
from charrette.scripts.reading.reader import load_script
from charrette.scripts.reading.values import (
    AreaScript,
    BoardScript,
    ColumnScript,
    DayScript,
    GatheringScript,
    PartyScript,
    PlannedStep,
    Script,
    StepScript,
)

__all__ = [
    "AreaScript",
    "BoardScript",
    "ColumnScript",
    "DayScript",
    "GatheringScript",
    "Mistake",
    "PartyScript",
    "PlannedStep",
    "Script",
    "ScriptErrors",
    "StepScript",
    "load_script",
]
