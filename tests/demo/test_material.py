"""The lines of an ideas file are dealt out like cards: each once before any comes again, over the whole week."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from charrette.demo.material import HERE, OWN_IDEAS, Example, Material, read_ideas
from charrette.plan.lists import ItemKind

WEEK = ("startbijeenkomst", "werkbijeenkomst", "jongerenbijeenkomst", "een eigen avond")


def lines(**written: int) -> list[Example]:
    """Return so many lines that were written for each gathering; ``any`` for none."""
    return [
        Example(f"{name} {number}", "Wonen", "", "" if name == "any" else name)
        for name, count in written.items()
        for number in range(count)
    ]


def given_out(material: Material, count: int) -> list[str]:
    return [material.next_idea(WEEK[number % len(WEEK)]).text for number in range(count)]


def test_each_line_is_used_once_before_any_is_used_twice_whatever_gathering_asks() -> None:
    ideas = read_ideas(OWN_IDEAS)
    material = Material(ideas, seed=3)
    first, second = given_out(material, len(ideas)), given_out(material, len(ideas))

    assert Counter(first) == Counter(each.text for each in ideas)
    assert Counter(second) == Counter(first)


def test_a_gathering_gets_what_was_written_for_it_then_for_none_then_any() -> None:
    material = Material(lines(startbijeenkomst=2, any=2, werkbijeenkomst=2), seed=1)
    got = [material.next_idea("startbijeenkomst").instance for _ in range(6)]

    assert got == ["startbijeenkomst"] * 2 + [""] * 2 + ["werkbijeenkomst"] * 2


def test_the_end_says_how_many_lines_were_left_unused() -> None:
    material = Material(lines(any=5), seed=1)
    given_out(material, 3)
    assert material.told() == "The ideas file has 5 lines; each was used once at most, and 2 were left unused."

    given_out(material, 3)
    assert material.told() == (
        "The ideas file has 5 lines; all were used before any came again, and none was left unused. 1 idea came again."
    )


def test_the_same_seed_deals_the_same_week() -> None:
    ideas = read_ideas(OWN_IDEAS)
    assert given_out(Material(ideas, 7), 50) == given_out(Material(ideas, 7), 50)
    assert given_out(Material(ideas, 7), 50) != given_out(Material(ideas, 8), 50)


def kinds_in(node: Any) -> Iterator[str]:
    """Yield every kind of item in the words of the demo."""
    if isinstance(node, dict):
        if {"kind", "grain"} <= node.keys():
            yield node["kind"]
        node = list(node.values())
    for one in node if isinstance(node, list) else []:
        yield from kinds_in(one)


def test_every_kind_of_item_in_the_demo_has_a_word_in_both_languages() -> None:
    kinds = list(kinds_in(tomllib.loads((HERE / "words_nl.toml").read_text(encoding="utf-8"))))
    assert len(kinds) > 5
    assert set(kinds) <= {kind.value for kind in ItemKind}
