"""The page on what is held to agrees with the tests: every case a row, every test that names a case in it."""

from __future__ import annotations

from tools.trust import CASES, PAGE, held_by_tests, problems, renewed

MOST_WITHOUT_A_TEST = 8


def test_the_page_names_exactly_the_tests_that_hold_each_case() -> None:
    assert problems(PAGE.read_text("utf-8"), held_by_tests()) == []


def test_nearly_every_case_has_a_test_and_each_that_has_none_says_why() -> None:
    held = held_by_tests()
    without = [case for case in CASES if case not in held]
    assert len(without) <= MOST_WITHOUT_A_TEST, without
    lines = PAGE.read_text("utf-8").splitlines()
    for case in without:
        row = next(line for line in lines if line.startswith(f"| {case} |"))
        assert "not held yet: " in row, row


def test_a_test_that_the_page_does_not_name_is_noticed() -> None:
    page = "\n".join(f"| {case} | what | none | seen |" for case in CASES)
    assert problems(page, {}) == []
    held = {"T04": ["live/test_power_cuts.py: test_a"], "T97": ["x"]}
    assert problems(page, held) == [
        "T97 is no case",
        "T04: the page names other tests than the code; run tools/trust.py",
    ]
    assert "| T04 | what | `live/test_power_cuts.py: test_a` | seen |" in renewed(page, held)
    assert problems(page.replace("| T05 | what", "| what"), {}) == ["T05 has no row"]
