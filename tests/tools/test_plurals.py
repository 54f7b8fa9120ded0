"""One idea is "1 idea" and never "1 ideas": in both languages, in every text on screen that a number is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "charrette/translations/nl/LC_MESSAGES/messages.po"
Forms = tuple[str, ...]
FILLED_IN = re.compile(r"(?:%\(\w+\)[sd]|\{\w+\})((?: [^\W\d_]+){1,2})")
"""What is filled in, and the two words after it."""


RIGHT: dict[str, list[str]] = {"en": [], "nl": []}
"""Texts that look wrong to this test and are right."""
OF_BOTH = {"go", "open", "gaan", "die", "hebben"}
"""Words that are said of one as well: to go, keep it open, te gaan, die deed, we hebben."""


def texts(language: str) -> Iterator[Forms]:
    """Yield every text on screen in all its forms: one where no number decides, else that of one and that of many."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                found = message.id if language == "en" else message.string
                yield tuple(found) if isinstance(found, list | tuple) else (found,)


def words(text: str) -> set[str]:
    """Return the words of a text, without what is filled in."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"%\(\w+\)[sd]|\{\w+\}", "", text.lower())))


def words_of_many(found: list[Forms]) -> set[str]:
    """Return the words that stand in forms for many and in no form for one: ideas, votes, have."""
    numbered = [forms for forms in found if len(forms) == 2]
    return set().union(*(words(forms[1]) - words(forms[0]) for forms in numbered)) - OF_BOTH


def mistakes(found: list[Forms]) -> list[str]:
    """Return the texts that would say a word for many of one thing."""
    many = words_of_many(found)
    plain = [forms[0] for forms in found if len(forms) == 1]
    after = {text: {word for few in FILLED_IN.findall(text) for word in words(few)} for text in plain}
    return [text for text in plain if after[text] & many] + [
        forms[0] for forms in found if len(forms) == 2 and words(forms[0]) & (words(forms[1]) - words(forms[0]) | many)
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_text_says_a_word_for_many_of_one_thing(language: str) -> None:
    found = list(texts(language))
    assert len(words_of_many(found)) > 20, "the test knows what to look for"
    assert mistakes(found) == RIGHT[language]


def test_the_test_sees_a_number_without_forms_and_a_form_for_one_that_is_for_many() -> None:
    forms = [("{n} idea", "{n} ideas")]
    assert mistakes([*forms, ("{n} new ideas",)]) == ["{n} new ideas"]
    assert mistakes([*forms, ("{n} ideas so far", "{n} ideas so far")]) == ["{n} ideas so far"]
    assert mistakes([*forms, ("{n} of {all} answered",), ("{n} idea so far", "{n} ideas so far")]) == []
