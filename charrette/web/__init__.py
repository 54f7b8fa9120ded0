"""The web: one thin blueprint per noun."""

from __future__ import annotations

from flask import Flask

from charrette.attendance import pages as phones
from charrette.boards import pages as ideas
from charrette.people import pages as signin
from charrette.plan import pages as rounds
from charrette.privacy import pages as mydata
from charrette.running import pages as programme
from charrette.web import compression, errors, exports, headers, health
from charrette.web.api import api
from charrette.web.auth import csrf, protect_from_forgery
from charrette.web.pages import add_page_context


def register(app: Flask) -> None:
    """Put all pages on ``app``."""
    csrf.init_app(app)
    headers.register(app)
    app.before_request(protect_from_forgery)
    compression.register(app)
    errors.register(app)
    app.context_processor(add_page_context)
    for module in (health, phones, mydata, ideas, rounds, programme, signin, exports):
        app.register_blueprint(module.pages)
    app.register_blueprint(api)
