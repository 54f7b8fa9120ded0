"""Names are folded and ordered as the scripts do it: one table of cases holds both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from charrette.spine.names import folded, name_order

CASES = json.loads((Path(__file__).parents[1] / "data" / "text" / "names.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "words"), CASES["folded"])
def test_letters_are_folded_for_every_script_as_the_browser_folds_them(text: str, words: str) -> None:
    assert folded(text) == words


def test_names_stand_as_the_language_sorts_them_and_no_name_last() -> None:
    assert sorted(CASES["order"][::2] + CASES["order"][1::2], key=name_order) == CASES["order"]
    assert sorted([None, "Bea", " ", "Ane"], key=name_order) == ["Ane", "Bea", None, " "]
