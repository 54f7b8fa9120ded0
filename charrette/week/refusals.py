"""Refusals about the charrette itself: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("charrette_state", "That cannot be done in this state of the charrette: %(state)s.")
refusal("week_not_ready", "Before the week begins this must be filled in: %(missing)s. Or give a reason to go on.")
refusal("area_exists", "There is an area called %(name)s already.")
refusal("reason_missing", "Say why, so that everybody can read it later.")
