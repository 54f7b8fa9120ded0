"""Refusals about area agendas: each code with the sentence that says what to do next."""

from __future__ import annotations

from charrette.spine.sentences import refusal

refusal("item_not_for_area", "This item was not adopted for this area. Choose another, or adopt it for all.")
refusal("trits_empty", "Fill this part in, or say that it does not apply.")
refusal("trits_both", "Either fill this part in or say that it does not apply, not both.")
refusal("trits_no_party", "Fill in by whom first; then their answer can be noted.")
refusal("decline_reason_missing", "Write down why they do not take it on. Everybody can read it on the agenda.")
