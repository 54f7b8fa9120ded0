"""What changed between two texts: the server and the browser say the same of the pairs in ``word_diffs.json``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from charrette.plan.rules.diffs import word_diff

PAIRS = json.loads((Path(__file__).parent / "word_diffs.json").read_text("utf-8"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(PAIRS.index(pair)))
def test_the_server_says_what_both_agreed_on(pair: dict[str, object]) -> None:
    assert word_diff(str(pair["before"]), str(pair["after"])) == pair["pieces"]
