"""A small correct week as text, and how to ask for the mistakes in a folder."""

from pathlib import Path

import pytest

from charrette.scripts.reading import Mistake, ScriptErrors, load_script

PROGRAMME = """\
key = "krakeel"
title = "Een week in Krakeel"
place = "Hoogeveen"
timezone = "Europe/Amsterdam"
goal = "Samen een agenda maken."

[[days]]
day = 1

[[days]]
day = 2

[[parties]]
key = "gemeente"
name = "Gemeente"
kind = "municipality"

[[areas]]
key = "krakeel"
name = "Krakeel"
kind = "wijk"
"""

MONDAY = """\
key = "maandag"
day = 1
kind = "kickoff"
title = "Maandag"

[[boards]]
key = "tips"
title = "Tips"
question = "Welke tip heb jij?"
columns = [{ key = "nu", title = "Nu" }]

[[steps]]
key = "welkom"
title = "Welkom"
minutes = 10
shows = "join"

[[steps]]
key = "tips"
title = "Tips geven"
minutes = 20
shows = "board"
board = "tips"
phase = "collecting"
"""

TUESDAY = """\
key = "dinsdag"
day = 2
kind = "work"
title = "Dinsdag"

[[steps]]
key = "terug"
title = "Wat we ermee deden"
minutes = 15
shows = "results"
board = "tips"
"""


def mistakes_in(folder: Path) -> list[Mistake]:
    """The mistakes in a folder that has some."""
    with pytest.raises(ScriptErrors) as caught:
        load_script(folder)
    return caught.value.mistakes
