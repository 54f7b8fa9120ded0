"""Drawing pages piece by piece: one with all ideas of a large board holds up no phone (``spine/turns.py``)."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import Template

from charrette.spine.turns import in_turns


class Patient(Template):
    """A template that gives others their turn while it is drawn."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Draw it."""
        return "".join(in_turns(self.generate(*args, **kwargs)))


def register(app: Flask) -> None:
    """Draw the pages of ``app`` so."""
    app.jinja_env.template_class = Patient
