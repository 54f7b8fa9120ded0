"""Refusals about projectors: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("which_idea", "Choose the idea to show.")
refusal("unknown_theme", "Choose one of: %(choices)s.")
refusal("too_many_screens", "Too many projectors ask for a code from here. This one tries again by itself.")
