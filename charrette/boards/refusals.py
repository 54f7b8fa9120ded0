"""Refusals about boards and ideas: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("board_read_only", "The session is closed, so this board can only be read. Ask a facilitator.")
refusal("board_not_voting", "There is no voting on this board now.")
refusal("check_in_first", "Check in first: voting is for who is here. Your votes wait until then.")
refusal("ideas_gone", "These ideas were just taken back by who wrote them. Choose others.")
refusal("duplicate_ring", "That idea is told to be a double of this one. Choose the one that stays.")
refusal("no_votes_left", "You have used all your votes. Take one back to vote for something else.")
refusal(
    "other_ballot", "A new ballot has begun here, so this vote does not count in it. You have all your votes again."
)
refusal("idea_not_votable", "This idea cannot be voted for.")
refusal("idea_withdrawn", "This idea was withdrawn by its author.")
refusal("idea_changed", "Its author changed this idea just now. Read it again; then let it through.")
refusal("idea_hidden", "The facilitator took this idea off the board. You can read why, and post a new one.")
refusal("idea_no_longer_editable", "This step is over, so the idea can no longer be changed. Post a new one.")
refusal("ideas_of_one_board", "Choose ideas of this one board to put together.")
refusal("duplicate_of_what", "Say which idea it is a duplicate of.")
refusal("number_out_of_range", "Give a number from %(low)s to %(high)s.")
