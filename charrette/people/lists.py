"""The closed lists about people. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("party_role")
class PartyRole(Choices):
    """The eight kinds of people who design together."""

    RESIDENT = "resident", Words(word("party_role", "resident"))
    PLANNER = "planner", Words(word("party_role", "planner"))
    INVESTOR = "investor", Words(word("party_role", "investor"))
    DECISION_MAKER = "decision_maker", Words(word("party_role", "decision maker"))
    POLICY_MAKER = "policy_maker", Words(word("party_role", "policy maker"))
    USER = "user", Words(word("party_role", "user"))
    CARETAKER = "caretaker", Words(word("party_role", "caretaker"))
    WORKER = "worker", Words(word("party_role", "worker"))
