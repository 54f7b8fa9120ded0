"""Telling that somebody came, or that what is said of them is another now.

Who shows names of people says so here: each subject declares what it records, so that none is forgotten and people
know none of them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from charrette.people.models import Person
from charrette.spine.registry import Registry

Tell = Callable[[Session, Person], None]
NEWCOMER: Registry[Tell] = Registry("news of a newcomer", "rules")
CHANGE: Registry[Tell] = Registry("news of a change of a person", "rules")


def newcomer(subject: str) -> Callable[[Tell], Tell]:
    """Declare the function below as what a subject records when somebody is new."""
    return lambda tell: NEWCOMER.add(subject, tell)


def change_of_person(subject: str) -> Callable[[Tell], Tell]:
    """Declare the function below as what a subject records when what is said of somebody is another now."""
    return lambda tell: CHANGE.add(subject, tell)


def tell_of_newcomer(session: Session, person: Person) -> None:
    """Record that somebody is new, wherever that shows."""
    for tell in NEWCOMER.values():
        tell(session, person)


def tell_of_change(session: Session, person: Person) -> None:
    """Record on every stream that may name this person that what it says of them is another now."""
    for tell in CHANGE.values():
        tell(session, person)
