"""Putting the application together, step by step."""

from __future__ import annotations

import functools
import warnings
from dataclasses import replace

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_babel import Babel
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from charrette import cli, rooms
from charrette import web as pages
from charrette.config import Config, read_config
from charrette.context import Services
from charrette.db import Database
from charrette.faults import Faults
from charrette.keeping.keeper import Keeper
from charrette.live import frames, packets
from charrette.live.door import Door
from charrette.live.server import Live
from charrette.live.sockets import FlaskSockets
from charrette.private import make_private
from charrette.signing import SteadySigner
from charrette.spine.throttle import Throttle
from charrette.spine.writer import Writer
from charrette.web.headers import host_check
from charrette.web.languages import choose_language

MAX_FORM_BYTES = 1_000_000


class FormSession(SecureCookieSessionInterface):
    """The cookie that guards forms, signed by our own clock: one that is set makes no open page useless."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookie."""
        found = super().get_signing_serializer(app)
        if found is not None:
            found.signer = SteadySigner
        return found


def create_app(config: Config | None = None) -> Flask:
    """Return the application for ``config``; without one for the settings in the environment, on the command line.

    The command line serves nobody, so it needs none of the libraries that a server chooses.

    Raises:
        ConfigError: the settings do not go together.
        DeclaredTwice: two subjects declare something under one name.
    """
    rooms.load_all()
    app = Flask("charrette", root_path=None, static_folder="../static", template_folder="../templates")
    if config is None:
        make_private()
    held = config or replace(read_config(), async_mode="threading")
    _configure_flask(app, held)
    _configure_services(app, held)
    _configure_languages(app)
    pages.register(app)
    _configure_live(app, held)
    _configure_proxies(app, held)
    cli.register(app)
    return app


def _configure_flask(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        SESSION_COOKIE_NAME="charrette_form",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SEND_FILE_MAX_AGE_DEFAULT=300,
        TESTING=config.testing,
    )
    app.session_interface = FormSession()
    app.json.sort_keys = False  # type: ignore[attr-defined]


def _configure_proxies(app: Flask, config: Config) -> None:
    """Believe what trusted proxies say, for pages and sockets alike."""
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _configure_services(app: Flask, config: Config) -> None:
    database = Database(config.database_url, pepper=config.secret_key)
    writer = Writer(database, wait=config.write_wait_seconds, faults=Faults(config.fault))
    throttle = Throttle(commands=config.commands_per_10_seconds, posts=config.posts_per_10_seconds)
    app.extensions["charrette"] = Services(config, database, writer, throttle)


def _configure_languages(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"  # the language of the texts in the code
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=choose_language)


def _configure_live(app: Flask, config: Config) -> None:
    held: Services = app.extensions["charrette"]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")  # said at every command; we know
        socketio = FlaskSockets(
            app,
            door=functools.partial(Door, is_own_host=host_check(config.public_url), public_url=config.public_url),
            async_mode=config.async_mode,
            message_queue=config.redis_url,
            channel=config.queue_channel,
            straight=config.direct_broadcast,
            max_http_buffer_size=frames.MOST_BYTES,
            always_connect=False,
            json=packets,
        )
    held.socketio = socketio
    held.live = Live(socketio, held.database, held.writer, data=config.data)
    held.live.register()
    held.keeper = Keeper(config, held.database, held.writer, tell=held.live.tell_staff)
    held.writer.announce = held.live.publisher.announce
