"""Refusals about what any command or request may hear: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("not_signed_in", "You are not signed in. Scan the code again, or ask for a new link.")
refusal("session_expired", "Your sign-in has run out. Scan the code again, or ask for a new link.")
refusal("not_allowed", "You may not do this. Ask a facilitator.")
refusal("bad_csrf", "This page was open too long. Reload it and send again; your text is kept.")
refusal(
    "no_cookies",
    "Your browser keeps no cookies of this address, and without one we do not know who sends this. Allow cookies, or "
    "leave the private window. Then open this page again.",
)
refusal(
    "bad_host",
    "This address (%(host)s) is not the one of this charrette. Scan the code again. For who looks after the server: "
    "people may use the address in the setting CHARRETTE_PUBLIC_URL.",
)
refusal("command_wrong", "The app sent something we cannot read. Reload the page; your text is kept.")
refusal("command_id_wrong", "The app sent something we cannot read. Reload the page; your text is kept.")
refusal("no_such_command", "The app asked for something we do not know. Reload the page; your text is kept.")
refusal("no_such_event", "The app asked for something we do not know. Reload the page; your text is kept.")
refusal("field_wrong", "Something is missing or not right here. Mend it and try again.")
refusal("command_id_reused", "This was sent before with another text. Both are kept; send the new one again.")
refusal("too_many", "That was quick. Wait a moment; your text is kept and sent by itself.")
refusal("too_many_codes", "Too many wrong codes came from here. Look at the code again; the right one always works.")
refusal("storage_full", "The disk of the server is full. What you write stays on your phone. Tell a facilitator.")
refusal("changed_meanwhile", "Somebody changed this at the same moment. Look again, and try once more.")
refusal("conflict", "Somebody else was first: other words stand here now. Look at both, and choose.")
refusal("store_gone", "The server has lost its database. What you write stays on your phone. Tell a facilitator.")
refusal(
    "store_read_only", "The server may not write to its disk. What you write stays on your phone. Tell a facilitator."
)
refusal("store_busy", "The server is busy. Your text is kept and sent again by itself.")
refusal(
    "file_takes_too_long", "Making this file takes too long. Try again in a minute, or ask for another kind of file."
)
refusal("file_not_made", "This file could not be made. Try again; if it happens again, tell the organiser.")
refusal("files_busy", "Many people ask for a file now. Try again in a minute.")
refusal("server_error", "Something went wrong with us. Your text is kept; try again in a moment.")
refusal("not_found", "There is nothing at this address. Go back to the start.")
refusal("text_missing", "There is no text yet. Write something and try again.")
refusal("text_too_long", "This is %(length)s characters long and at most %(limit)s fit. Make it shorter.")
