"""What is so usual of a thing that events leave it out, and readers fill it in.

An idea goes to every phone of a hall. Most are visible, are ideas and no questions, stand in no group and where they
came in; saying so each time would cost as much as their words. What is usual is declared with the part of the picture
(``streams.part``), told to each client in the answer to ``follow``, and filled in by it before it applies an event. A
snapshot is complete: who reads only snapshots needs none of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from charrette.spine.lists import Audience

Thing = dict[str, Any]


@dataclass(frozen=True)
class Usual:
    """What the things of one part nearly all have.

    ``fields``: usual values. ``worded``: the field that only those get who may read the words, and the usual values of
    the fields that come with it; ``staff``: those that facilitators get beside. ``times``: a field that is usually
    another one times a number, such as the place of an idea that nobody moved. ``moment``: the field that is usually
    the moment of the event.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    worded: tuple[str, Mapping[str, Any]] = ("", {})
    staff: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    moment: str | None = None

    def told(self, audience: Audience) -> dict[str, Any]:
        """Return this as a client of ``audience`` gets it, for ``filled``."""
        anchor, worded = self.worded
        if audience is Audience.FACILITATOR:
            worded = {**worded, **self.staff}
        told = {"fields": self.fields, "with": {anchor: worded}, "times": self.times, "moment": self.moment}
        return {name: value for name, value in told.items() if value}

    def without(self, thing: Thing, at: str | None) -> Thing:
        """Return ``thing``, of an event of the moment ``at``, without what is usual of it."""
        usual = {**self.fields, **self.worded[1], **self.staff}
        usual |= {name: thing[other] * number for name, (other, number) in self.times.items()}
        if self.moment is not None:
            usual[self.moment] = at
        return {name: value for name, value in thing.items() if name not in usual or usual[name] != value}


def filled(thing: Thing, told: Mapping[str, Any], at: str | None) -> Thing:
    """Return a thing of an event of the moment ``at`` with what was left out of it; ``told``: see ``Usual.told``."""
    usual = dict(told.get("fields", {}))
    for anchor, fields in told.get("with", {}).items():
        usual |= fields if anchor in thing else {}
    whole = usual | thing
    if (moment := told.get("moment")) is not None:
        whole.setdefault(moment, at)
    for name, (other, number) in told.get("times", {}).items():
        if name not in whole:
            whole[name] = whole[other] * number
    return whole


def complete(event: Thing, usual: Mapping[str, Any]) -> Thing:
    """Return an event with what was left out of the things in it; ``usual``: as the answer to ``follow`` has it."""
    changes = event.get("data", {}).get("changes", {})
    whole = {
        name: [filled(thing, usual[name], event["at"]) for thing in changes[name]] for name in usual if name in changes
    }
    return {**event, "data": {**event["data"], "changes": {**changes, **whole}}} if whole else event


def completed(answer: Thing) -> Thing:
    """Return the answer to ``follow`` with its events complete."""
    events: Iterable[Thing] = answer.get("events", ())
    usual = answer.get("usual", {})
    return {**answer, "events": [complete(event, usual) for event in events]} if "events" in answer else answer
