"""Refusals about access for staff: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("participants_join_by_code", "Participants join by scanning the code; they need no link.")
refusal("invitation_unknown", "We do not know this link. Ask the organiser for a new one.", wrong_guess=True)
refusal("invitation_expired", "This link is too old. Ask the organiser for a new one.")
refusal("invitation_used", "This link was used before. Ask the organiser for a new one.")
refusal("last_organiser", "This is the only organiser. Make a link for another organiser first.")
