"""Charrette: a public design week, from the first QR code to the area agendas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charrette.version import VERSION

if TYPE_CHECKING:
    from flask import Flask

    from charrette.config import Config

__version__ = VERSION


def create_app(config: Config | None = None) -> Flask:
    """Return the application; see ``charrette.app``. Here so that ``flask --app charrette`` finds it."""
    from charrette.app import create_app as create  # the rooms below must not load Flask when they import us

    return create(config)
