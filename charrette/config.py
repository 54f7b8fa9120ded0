"""Every setting: its name, default and meaning. Read once from the environment, checked at the start."""

from __future__ import annotations

import contextlib
import errno
import hmac
import os
import secrets
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from charrette.limits import CURE, file_limit
from charrette.network import Card, lan_address
from charrette.private import make_file

ASYNC_MODES = ("eventlet", "gevent", "threading")


class ConfigError(Exception):
    """The settings do not go together; the text says what to change. The server does not start."""


@dataclass(frozen=True)
class Config:
    """The settings of one server.

    A phone that comes back from a dead corner of the hall sends what it kept, say 40 ideas, at once: the limits per
    token leave room for that. ``data`` holds the database (SQLite), the secret key and what is exported.
    """

    port: int = 5000
    host: str = "0.0.0.0"  # noqa: S104 - phones in the hall must reach it
    data: Path = Path("instance")
    database_url: str = ""
    redis_url: str | None = None
    async_mode: str = "eventlet"
    public_url: str = ""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    secret_key: str = field(default="", repr=False)
    write_wait_seconds: float = 5.0
    commands_per_10_seconds: int = 300
    posts_per_10_seconds: int = 60
    trusted_proxies: int = 0
    direct_broadcast: bool = True
    backup_seconds: int = 60
    stall_milliseconds: int = 250
    testing: bool = False
    fault: str = ""

    @property
    def before_commands(self) -> str:
        """What a command in another window needs before it, to find the data folder of this server; often nothing."""
        if self.data == Config.data.absolute():
            return ""
        return f"CHARRETTE_DATA={shlex.quote(str(self.data))} "

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is one file on this machine."""
        return self.database_url.startswith("sqlite")

    @property
    def queue_channel(self) -> str:
        """The name under which the workers of this charrette tell each other what happened, over Redis.

        It follows from their secret and the name of their database: what is told on a Redis reaches all who listen to
        a name, whatever the number at the end of its address. Another charrette there must not hear, nor be heard.
        """
        database = self.database_url.rpartition("/")[2].partition("?")[0]
        return "charrette-" + hmac.digest(self.secret_key.encode(), f"queue {database}".encode(), "sha256").hex()[:32]

    @property
    def is_https(self) -> bool:
        """Whether phones reach the server over TLS, by us or by a proxy."""
        return self.public_url.startswith("https://")


def read_config(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Raises:
        ConfigError: a value is not of its kind, or two settings contradict each other.
    """
    env = os.environ if environ is None else environ
    data = Path(env.get("CHARRETTE_DATA") or "instance").absolute()
    cert, key = env.get("CHARRETTE_TLS_CERT") or None, env.get("CHARRETTE_TLS_KEY") or None
    mode = env.get("CHARRETTE_ASYNC_MODE") or "eventlet"
    redis_url = env.get("CHARRETTE_REDIS_URL") or None
    port = _port(env)
    database_url = env.get("CHARRETTE_DATABASE_URL") or f"sqlite:///{data / 'charrette.sqlite3'}"
    fault, testing = env.get("CHARRETTE_FAULT") or "", (env.get("CHARRETTE_TESTING") or "") == "1"
    host = env.get("CHARRETTE_HOST") or "0.0.0.0"  # noqa: S104
    public_url = (env.get("CHARRETTE_PUBLIC_URL") or _found_url("https" if cert else "http", host, port)).rstrip("/")
    config = Config(
        port=port,
        host=host,
        data=data,
        database_url=database_url,
        redis_url=redis_url,
        async_mode=mode,
        public_url=public_url,
        tls_cert=Path(cert) if cert else None,
        tls_key=Path(key) if key else None,
        secret_key=_kept_secret(env, data),
        trusted_proxies=_number(env, "CHARRETTE_TRUSTED_PROXIES", 0),
        direct_broadcast=_yes(env, "CHARRETTE_DIRECT_BROADCAST", default=True),
        backup_seconds=_number(env, "CHARRETTE_BACKUP_SECONDS", 60),
        stall_milliseconds=_number(env, "CHARRETTE_STALL_MILLISECONDS", 250),
        testing=testing,
        fault=fault,
    )
    _ensure_sensible(config, env)
    return config


def _found_url(scheme: str, host: str, port: int) -> str:
    return Card("", lan_address(host)).url(scheme, port)


def _ensure_sensible(config: Config, env: Mapping[str, str]) -> None:
    if config.async_mode not in ASYNC_MODES:
        raise ConfigError(f"CHARRETTE_ASYNC_MODE is {config.async_mode!r}; choose one of: {', '.join(ASYNC_MODES)}.")
    if (config.tls_cert is None) != (config.tls_key is None):
        raise ConfigError("Give both CHARRETTE_TLS_CERT and CHARRETTE_TLS_KEY, or neither.")
    for name, path in (("CHARRETTE_TLS_CERT", config.tls_cert), ("CHARRETTE_TLS_KEY", config.tls_key)):
        if path is not None and not path.is_file():
            raise ConfigError(f"{name} names {path}, and there is no such file.")
    if not config.database_url.startswith(("sqlite:", "postgresql")):
        kind = config.database_url.partition(":")[0]
        raise ConfigError(
            f"CHARRETTE_DATABASE_URL begins with {kind}; it must begin with sqlite:/// or postgresql+psycopg://."
        )
    if config.redis_url and config.is_sqlite:
        raise ConfigError(
            "Several workers need PostgreSQL: set CHARRETTE_DATABASE_URL, or leave CHARRETTE_REDIS_URL out."
        )
    if (env.get("FLASK_DEBUG") or "0") not in ("0", "") or env.get("FLASK_ENV") == "development":
        raise ConfigError("FLASK_DEBUG shows the inside of the server to everybody in the hall; leave it out.")
    if config.fault and not config.testing:
        raise ConfigError("CHARRETTE_FAULT breaks the server on purpose; it works only with CHARRETTE_TESTING=1.")
    if not config.public_url.startswith(("http://", "https://")):
        raise ConfigError(f"CHARRETTE_PUBLIC_URL is {config.public_url!r}; it must begin with http:// or https://.")


def _yes(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = env.get(name) or str(int(default))
    if text not in ("0", "1"):
        raise ConfigError(f"{name} is {text!r}; give 1 for yes or 0 for no.")
    return text == "1"


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise ConfigError(f"{name} is {text!r}; give a whole number, such as {default}.")
    return int(text)


def _port(env: Mapping[str, str]) -> int:
    port = _number(env, "CHARRETTE_PORT", 5000)
    if not 1 <= port <= 65_535:
        raise ConfigError(f"CHARRETTE_PORT is {port}; choose a port from 1 to 65535, such as 5000.")
    return port


def _kept_secret(env: Mapping[str, str], data: Path) -> str:
    try:
        return _secret_key(env, data)
    except OSError as error:
        if error.errno == errno.EFBIG and (most := file_limit(data)):
            raise ConfigError(f"Charrette cannot write to {data}: {most}; {CURE}.") from error
        raise ConfigError(
            f"Charrette cannot write to {data} ({error.strerror}); free some space, give who starts the server "
            "the right to write there, or choose another folder with CHARRETTE_DATA."
        ) from error


def _make_secret(path: Path) -> None:
    """Make the file whole or not at all: an empty secret, of a disk that was full, would be one that all know."""
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        make_file(half)
        half.write_text(secrets.token_hex(32), encoding="ascii")
        if path.exists():
            path.unlink()
        with contextlib.suppress(FileExistsError):  # another worker was first
            os.link(half, path)
    finally:
        half.unlink(missing_ok=True)


def _secret_key(env: Mapping[str, str], data: Path) -> str:
    """Return the secret from the environment, else the one kept in the data folder (made once, for the owner only)."""
    given = env.get("CHARRETTE_SECRET_KEY")
    if given is not None:
        if len(given) < 32:
            raise ConfigError("CHARRETTE_SECRET_KEY is shorter than 32 characters; give a longer one or leave it out.")
        return given
    path = data / "secret_key"
    data.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.stat().st_size == 0:
        _make_secret(path)
    return path.read_text(encoding="ascii").strip()
