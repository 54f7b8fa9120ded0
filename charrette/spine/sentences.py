"""Refusals: a rule that says no gives a stable code, and the sentence for people is declared beside its subject."""

from __future__ import annotations

from dataclasses import dataclass

from charrette.spine.registry import Registry


@dataclass(frozen=True)
class Refusal:
    """A code with its sentence in English, which the catalogues translate; ``many`` when it goes by a count.

    ``wrong_guess``: it answers a wrong code or link, of which nobody may try many (``web/entrances.py``).
    """

    code: str
    sentence: str
    many: str | None = None
    wrong_guess: bool = False


REFUSALS: Registry[Refusal] = Registry("refusal", "refusals")
"""Every refusal by its code."""


def refusal(code: str, sentence: str, *, wrong_guess: bool = False) -> Refusal:
    """Declare a refusal. Its sentence says what is wrong and what to do next; ``%(name)s`` is filled in.

    ``wrong_guess``: see ``Refusal``.
    """
    return REFUSALS.add(code, Refusal(code, sentence, wrong_guess=wrong_guess))


def counted_refusal(code: str, one: str, many: str) -> Refusal:
    """Declare a refusal that goes by ``%(count)s``."""
    return REFUSALS.add(code, Refusal(code, one, many))
