"""The web: what all pages share. The pages of a noun are in its subject, and are found by themselves."""

from __future__ import annotations

from flask import Flask

from charrette.web import compression, drawing, errors, exports, headers, health, meant, typed
from charrette.web.api import api
from charrette.web.auth import csrf, protect_from_forgery
from charrette.web.blueprints import BLUEPRINTS
from charrette.web.pages import add_page_context


def register(app: Flask) -> None:
    """Put all pages on ``app``."""
    csrf.init_app(app)
    headers.register(app)
    meant.register(app)
    app.before_request(protect_from_forgery)
    compression.register(app)
    drawing.register(app)
    typed.register(app)
    errors.register(app)
    app.context_processor(add_page_context)
    for pages in (health.pages, exports.pages(), api, *BLUEPRINTS.values()):
        app.register_blueprint(pages)
