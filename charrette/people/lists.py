"""The closed lists about people. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class PartyRole(StrEnum):
    """The eight kinds of people who design together."""

    RESIDENT = "resident"
    PLANNER = "planner"
    INVESTOR = "investor"
    DECISION_MAKER = "decision_maker"
    POLICY_MAKER = "policy_maker"
    USER = "user"
    CARETAKER = "caretaker"
    WORKER = "worker"
