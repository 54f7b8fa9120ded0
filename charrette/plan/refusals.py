"""Refusals about design items and review rounds: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import counted_refusal, refusal

refusal("no_such_version", "This item has no such version. Open the item again.")
refusal("item_state", "That cannot be done in this state of the design item: %(state)s.")
refusal("item_not_reviewed", "Hold a review round about this item first; then it can be agreed.")
refusal("item_not_agreed", "Agree this item first; then it can go into the framework.")
refusal("item_not_adopted", "Take this item into the framework first.")
refusal("one_version_per_item", "Choose one version of each item for the round.")
refusal("version_is_old", "There is a newer version of this item. Choose that one.")
refusal("version_not_in_round", "This version is not in the round. Choose one that is.")
refusal("answered_is_for_questions", "Only a question is answered. Choose what you do with this remark.")
refusal("remarks_of_one_round", "Choose remarks of one round.")
refusal("version_came", "Somebody made version %(number)s of this item just now. Read it first; then agree.")
refusal("round_changed", "What is in this round changed just now. Look at it; then open the round.")
refusal("round_is_empty", "Nothing is in this round any more. Put items in it, or cancel it.")
refusal(
    "round_stays_there",
    "A session for who is invited is not changed for another one. Cancel the round and plan a new one.",
)
refusal("round_state", "That cannot be done in this state of the round: %(state)s.")
refusal("areas_all_or_list", "Choose all areas, or at least one.")
counted_refusal(
    "remarks_unanswered",
    "%(count)s remark has no answer yet. Answer it, then report back.",
    "%(count)s remarks have no answer yet. Answer them, then report back.",
)
