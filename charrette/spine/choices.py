"""Closed lists: one class a list, which holds each value with its words, and with its tone.

Scripts, exports, phone, projector, console and plain pages read the words here (the browser's ``static/js/lists.js``
is made from it by ``tools/lists.py``). A value goes over the wire and into the database, so it never changes; its words
may.

A word is written as ``word("party_answer", "takes it on")``: the name of its list, which is the context for
translators, and the English text. Staff and participants may hear other words for the same value, in the context
``party_answer, participants``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from charrette.spine.registry import Registry

PARTICIPANTS = ", participants"
"""Behind the name of a list: the context of what participants hear."""

TONES = ("live", "good", "bad", "given", "waiting")
"""In which colours a value is shown: going on now; well done; not done; given, in hand; waiting for somebody."""


class Word(NamedTuple):
    """A text with its context, as the catalogues know it; English is the language of the text."""

    context: str
    text: str


def word(context: str, text: str) -> Word:
    """Return a word of a closed list. It is found here by the tool that collects the texts to translate."""
    return Word(context, text)


@dataclass(frozen=True)
class Words:
    """What people read for a value: staff, and participants where they hear something else; and its tone."""

    staff: Word
    participants: Word | None = None
    tone: str | None = None

    def for_participants(self) -> Word:
        """Return what participants read."""
        return self.participants or self.staff


class Choices(StrEnum):
    """A closed list. ``PLANNED = "planned", Words(word("round_state", "planned"))`` is a value with its words.

    A value without words is never shown to people.
    """

    _value_: str
    words: Words | None

    def __new__(cls, value: str, words: Words | None = None) -> Choices:
        """Return the value, which is the text itself."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.words = words
        return made


C = TypeVar("C", bound=type[Choices])
C2 = TypeVar("C2", bound=Choices)
LISTS: Registry[type[Choices]] = Registry("closed list", "lists")
SETS: Registry[tuple[Choices, ...]] = Registry("set of values", "lists")
"""Named sets of values of one list, for the scripts too; in their order where the order says something."""


def choices(name: str) -> Callable[[C], C]:
    """Declare the class below as the closed list of this name.

    Raises:
        DeclaredTwice: there is a list of that name.
        ValueError: a word has the context of another list, or a tone is none of ``TONES``.
    """

    def declare(kind: C) -> C:
        for value in kind:
            if value.words is not None:
                _ensure_own(name, value.words)
        LISTS.add(name, kind)
        return kind

    return declare


def named_set(name: str, *values: C2) -> tuple[C2, ...]:
    """Declare values of one list that are asked for together."""
    SETS.add(name, values)
    return values


def _ensure_own(name: str, words: Words) -> None:
    if words.staff.context != name:
        raise ValueError(f"{words.staff} is not of the list {name!r}")
    if words.participants is not None and words.participants.context != name + PARTICIPANTS:
        raise ValueError(f"{words.participants} is not of {name + PARTICIPANTS!r}")
    if words.tone is not None and words.tone not in TONES:
        raise ValueError(f"{words.tone!r} is no tone")


def word_of(name: str, value: str | None, *, participants: bool = False) -> Word | None:
    """Return the word for ``value`` of the list ``name``, also from a database that is older or newer than we are;
    None when there is none."""
    for known in LISTS[name]:
        if known == value:
            words = known.words
            return None if words is None else words.for_participants() if participants else words.staff
    return None
