"""Plain forms: the same commands as over the socket, for phones without JavaScript."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request

from charrette.context import error_answer, run_command
from charrette.errors import DomainError
from charrette.web.auth import request_digest


def form_command_id() -> str:
    """Return a new id for a form, so that sending it twice does it once."""
    return str(uuid.uuid4())


def send_form(type: str, **fields: Any) -> dict[str, Any]:
    """Carry out a command with what the form says; return its answer, also when a rule says no.

    Empty fields are left out, so that they take their default.
    """
    raw = {name: value for name, value in fields.items() if value not in (None, "")}
    id = request.form.get("command_id") or form_command_id()
    try:
        return run_command({"id": id, "type": type, **raw}, request_digest())
    except DomainError as error:
        return error_answer(error)


def form_number(name: str) -> int | None:
    """Return a whole number from the form, or None when it is empty or no number."""
    text = request.form.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
