"""Telling that somebody came, or that what is said of them is another now.

Who shows what is said of people says so here: each subject declares what it shows and what it records when that
changes, so that none is forgotten and people know none of them. What did not change is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from charrette.people.models import Person
from charrette.spine.registry import Registry

Tell = Callable[[Session, Person], None]
NEWCOMER: Registry[Tell] = Registry("news of a newcomer", "rules")
SAID = {"name": "name", "party_role": "party_role", "area": "area_id"}
"""What people tell about themselves, and where it is kept."""
EVERYTHING = frozenset({*SAID, "staff", "removed"})
"""All that is said of somebody and may change."""


@dataclass(frozen=True)
class Shown:
    """What a subject shows of people (of ``EVERYTHING``), and how it tells that this changed."""

    fields: frozenset[str]
    tell: Tell


CHANGE: Registry[Shown] = Registry("news of a change of a person", "rules")


def newcomer(subject: str) -> Callable[[Tell], Tell]:
    """Declare the function below as what a subject records when somebody is new."""
    return lambda tell: NEWCOMER.add(subject, tell)


def change_of_person(subject: str, *, shows: frozenset[str]) -> Callable[[Tell], Tell]:
    """Declare the function below as what a subject records when what it ``shows`` of somebody is another now."""

    def declare(tell: Tell) -> Tell:
        CHANGE.add(subject, Shown(shows, tell))
        return tell

    return declare


def said_of(person: Person) -> dict[str, Any]:
    """Return what somebody told about themselves, to be compared with later."""
    return {field: getattr(person, column) for field, column in SAID.items()}


def tell_of_newcomer(session: Session, person: Person) -> None:
    """Record that somebody is new, wherever that shows."""
    for tell in NEWCOMER.values():
        tell(session, person)


def tell_what_changed(session: Session, person: Person, *, before: dict[str, Any]) -> None:
    """Record what somebody tells about themselves that is not as ``before``."""
    now = said_of(person)
    tell_of_change(session, person, frozenset(field for field in now if now[field] != before[field]))


def tell_of_change(session: Session, person: Person, changed: frozenset[str]) -> None:
    """Record on every stream that shows one of the ``changed`` things of this person that it is another now."""
    for shown in CHANGE.values():
        if shown.fields & changed:
            shown.tell(session, person)
