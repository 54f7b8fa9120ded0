"""Refusals about crowds: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("set_aside", "The team has set this phone aside: %(reason)s. Are you here? Go to somebody of the team.")
refusal("not_to_set_aside", "Choose phones that joined by the code: nobody of the team, and nobody whom it added.")
refusal("put_back_before", "They were put back before.")
refusal("no_such_rush", "These phones are no rush any more. Look at the list again.")
refusal("door_crowded", "Very many people are coming in at once. Wait a moment and try again, or ask a facilitator.")
