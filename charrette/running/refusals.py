"""Refusals about going through a script: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("gathering_state", "That cannot be done in this state of the session: %(state)s.")
refusal("gathering_not_running", "Open the doors or start the session first.")
refusal("gathering_not_closed", "Only a closed session can be reopened.")
refusal("no_more_steps", "There is no step further that way.")
refusal("minutes_state", "Minutes can be drafted or agreed.")
refusal("seconds_out_of_range", "Give a number from %(low)s to %(high)s.")
