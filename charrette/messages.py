"""What went wrong, in the person's language: one sentence that says what to do next, for every code."""

from __future__ import annotations

from flask_babel import gettext, ngettext, pgettext

from charrette.errors import DomainError
from charrette.spine.choices import LISTS, word_of


def N_(message: str) -> str:  # noqa: N802 - the name that the catalogue tool looks for
    """Mark a text for translation."""
    return message


MESSAGES: dict[str, str] = {
    "not_signed_in": N_("You are not signed in. Scan the code again, or ask for a new link."),
    "session_expired": N_("Your sign-in has run out. Scan the code again, or ask for a new link."),
    "not_allowed": N_("You may not do this. Ask a facilitator."),
    "bad_csrf": N_("This page was open too long. Reload it and send again; your text is kept."),
    "bad_host": N_("This address is not the one of this charrette. Scan the code again."),
    "command_wrong": N_("The app sent something we cannot read. Reload the page; your text is kept."),
    "command_id_wrong": N_("The app sent something we cannot read. Reload the page; your text is kept."),
    "no_such_command": N_("The app asked for something we do not know. Reload the page; your text is kept."),
    "no_such_event": N_("The app asked for something we do not know. Reload the page; your text is kept."),
    "field_wrong": N_("Something is missing or not right here. Mend it and send again."),
    "command_id_reused": N_("This was sent before with another text. Both are kept; send the new one again."),
    "too_many": N_("That was quick. Wait a moment; your text is kept and sent by itself."),
    "too_many_codes": N_("Too many wrong codes came from here. Look at the code again; the right one always works."),
    "too_many_screens": N_("Too many projectors ask for a code from here. This one tries again by itself."),
    "door_crowded": N_("Very many people are coming in at once. Wait a moment and try again, or ask a facilitator."),
    "storage_full": N_("The disk of the server is full. What you write stays on your phone. Tell a facilitator."),
    "changed_meanwhile": N_("Somebody changed this at the same moment. Look again, and try once more."),
    "store_gone": N_("The server has lost its database. What you write stays on your phone. Tell a facilitator."),
    "store_read_only": N_(
        "The server may not write to its disk. What you write stays on your phone. Tell a facilitator."
    ),
    "store_busy": N_("The server is busy. Your text is kept and sent again by itself."),
    "file_takes_too_long": N_(
        "Making this file takes too long. Try again in a minute, or ask for another kind of file."
    ),
    "file_not_made": N_("This file could not be made. Try again; if it happens again, tell the organiser."),
    "files_busy": N_("Many people ask for a file now. Try again in a minute."),
    "server_error": N_("Something went wrong with us. Your text is kept; try again in a moment."),
    "not_found": N_("There is nothing at this address. Go back to the start."),
    "text_missing": N_("There is no text yet. Write something and send again."),
    "text_too_long": N_("This is %(length)s characters long and at most %(limit)s fit. Make it shorter."),
    "reason_missing": N_("Say why, so that everybody can read it later."),
    "client_id_wrong": N_("Your phone did not say which phone it is. Reload the page and join again."),
    "code_unknown": N_("We do not know this code. Check the six characters on the screen and try again."),
    "participants_join_by_code": N_("Participants join by scanning the code; they need no link."),
    "invitation_unknown": N_("We do not know this link. Ask the organiser for a new one."),
    "invitation_expired": N_("This link is too old. Ask the organiser for a new one."),
    "invitation_used": N_("This link was used before. Ask the organiser for a new one."),
    "last_organiser": N_("This is the only organiser. Make a link for another organiser first."),
    "gathering_code_needed": N_("This session is for who is invited. Scan or type the code of the session to join in."),
    "door_code_needed": N_("Scan the code on the screen in the hall to check in."),
    "door_code_expired": N_("This code is too old. Scan the one that is on the screen now."),
    "door_code_wrong": N_("This code belongs to another session. Scan the one on the screen here."),
    "doors_not_open": N_("The doors are not open yet. Try again when the facilitator opens them."),
    "gathering_closed": N_("This session is closed. Ask a facilitator to put you on the list."),
    "gathering_state": N_("That cannot be done in this state of the session: %(state)s."),
    "gathering_not_running": N_("Open the doors or start the session first."),
    "gathering_not_closed": N_("Only a closed session can be reopened."),
    "no_more_steps": N_("There is no step further that way."),
    "minutes_state": N_("Minutes can be drafted or agreed."),
    "board_read_only": N_("The session is closed, so this board can only be read. Ask a facilitator."),
    "board_not_voting": N_("There is no voting on this board now."),
    "check_in_first": N_("Check in first: voting is for who is here. Your votes wait until then."),
    "no_votes_left": N_("You have used all your votes. Take one back to vote for something else."),
    "idea_not_votable": N_("This idea cannot be voted for."),
    "idea_withdrawn": N_("This idea was withdrawn by its author."),
    "idea_hidden": N_("The facilitator took this idea off the board. You can read why, and post a new one."),
    "idea_no_longer_editable": N_("This step is over, so the idea can no longer be changed. Post a new one."),
    "ideas_of_one_board": N_("Choose ideas of this one board to put together."),
    "duplicate_of_what": N_("Say which idea it is a duplicate of."),
    "number_out_of_range": N_("Give a number from %(low)s to %(high)s."),
    "seconds_out_of_range": N_("Give a number from %(low)s to %(high)s."),
    "count_out_of_range": N_("Give a number from %(low)s to %(high)s."),
    "set_aside": N_("The team has set this phone aside: %(reason)s. Are you here? Go to somebody of the team."),
    "person_set_aside": N_("This phone was set aside. Put it back first."),
    "not_to_set_aside": N_("Choose phones that joined by the code: nobody of the team, and nobody whom it added."),
    "put_back_before": N_("They were put back before."),
    "entry_not_annullable": N_("Only an entry or an exit can be annulled."),
    "entry_already_annulled": N_("This line was annulled before."),
    "which_idea": N_("Choose the idea to show."),
    "unknown_theme": N_("Choose one of: %(choices)s."),
    "item_state": N_("That cannot be done in this state of the design item: %(state)s."),
    "item_not_reviewed": N_("Hold a review round about this item first; then it can be agreed."),
    "item_not_agreed": N_("Agree this item first; then it can go into the framework."),
    "item_not_adopted": N_("Take this item into the framework first."),
    "item_not_for_area": N_("This item was not adopted for this area. Choose another, or adopt it for all."),
    "one_version_per_item": N_("Choose one version of each item for the round."),
    "version_is_old": N_("There is a newer version of this item. Choose that one."),
    "version_not_in_round": N_("This version is not in the round. Choose one that is."),
    "round_is_empty": N_("Nothing is in this round any more. Put items in it, or cancel it."),
    "round_stays_there": N_(
        "A session for who is invited is not changed for another one. Cancel the round and plan a new one."
    ),
    "round_state": N_("That cannot be done in this state of the round: %(state)s."),
    "areas_all_or_list": N_("Choose all areas, or at least one."),
    "trits_empty": N_("Fill this part in, or say that it does not apply."),
    "trits_both": N_("Either fill this part in or say that it does not apply, not both."),
    "trits_no_party": N_("Fill in by whom first; then their answer can be noted."),
    "decline_reason_missing": N_("Write down why they do not take it on. Everybody can read it on the agenda."),
    "charrette_state": N_("That cannot be done in this state of the charrette: %(state)s."),
    "week_not_ready": N_("Before the week begins this must be filled in: %(missing)s. Or give a reason to go on."),
    "area_exists": N_("There is an area called %(name)s already."),
}
NO_SUCH_THING = N_("There is no such thing here. It may have been removed; reload the page.")


def message_for(error: DomainError) -> str:
    """Return the sentence for ``error`` in the language of the request."""
    if error.code == "remarks_unanswered":
        count = int(str(error.params["count"]))
        return ngettext(
            "%(count)s remark has no answer yet. Answer it, then report back.",
            "%(count)s remarks have no answer yet. Answer them, then report back.",
            count,
            count=count,
        )
    if error.code.startswith("no_such_") and error.code not in MESSAGES:
        return gettext(NO_SUCH_THING)
    params = {name: _word(error.code, value) for name, value in error.params.items()}
    return gettext(MESSAGES[error.code], **params) if params else gettext(MESSAGES[error.code])


def _word(list: str, value: object) -> str:
    """Return what is filled in: the word for a value of the closed list whose name the code bears, else the value."""
    found = word_of(list, str(value)) if list in LISTS else None
    return str(pgettext(*found)) if found is not None else str(value)
