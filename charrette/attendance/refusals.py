"""Refusals about coming in: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("client_id_wrong", "Your phone did not say which phone it is. Reload the page and join again.")
refusal(
    "code_unknown", "We do not know this code. Check the six characters on the screen and try again.", wrong_guess=True
)
refusal("gathering_code_needed", "This session is for who is invited. Scan or type the code of the session to join in.")
refusal("door_code_needed", "Scan the code on the screen in the hall to check in.")
refusal("door_code_expired", "This code is too old. Scan the one that is on the screen now.", wrong_guess=True)
refusal("door_code_wrong", "This code belongs to another session. Scan the one on the screen here.", wrong_guess=True)
refusal("doors_not_open", "The doors are not open yet. Try again when the facilitator opens them.")
refusal("gathering_closed", "This session is closed. Ask a facilitator to put you on the list.")
refusal("count_out_of_range", "Give a number from %(low)s to %(high)s.")
refusal("entry_not_annullable", "Only an entry or an exit can be annulled.")
refusal("entry_already_annulled", "This line was annulled before.")
refusal("person_set_aside", "This phone was set aside. Put it back first.")
