"""Where the server that runs can be reached: told by it in its data folder, read by commands in another window.

Who starts with ``CHARRETTE_PORT=5099 make run`` and types ``invite`` elsewhere gets a link to port 5099. What a setting
says counts for more, and so does that nobody listens there any more: a server that was killed leaves its file behind.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping
from pathlib import Path

import msgspec

from charrette.config import Config
from charrette.private import make_file

FILE = "serving.json"
PATIENCE_SECONDS = 1.0
"""So long a server on this machine may take to accept a connection."""

SAYS_WHERE = ("CHARRETTE_PUBLIC_URL", "CHARRETTE_PORT", "CHARRETTE_HOST", "CHARRETTE_TLS_CERT")
"""With one of these given, a command looks nowhere else."""


class Whereabouts(msgspec.Struct, frozen=True):
    """Where a server is: for phones, and from its own machine."""

    pid: int
    public_url: str
    host: str
    port: int
    local_url: str


def local_url(config: Config) -> str:
    """Return where the server of these settings listens, seen from this machine."""
    return f"{'https' if config.tls_cert else 'http'}://{_own_host(config)}:{config.port}"


def _own_host(config: Config) -> str:
    return "127.0.0.1" if config.host in ("0.0.0.0", "", "::") else config.host  # noqa: S104 - compared, not bound


def tell(config: Config) -> None:
    """Write down where this process serves; without it commands only have the settings, so no failure stops a start."""
    here = Whereabouts(os.getpid(), config.public_url, _own_host(config), config.port, local_url(config))
    half = config.data / f"{FILE}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        make_file(half)
        half.write_bytes(msgspec.json.encode(here))
        half.replace(config.data / FILE)


def take_away(config: Config) -> None:
    """Remove what this process wrote down; that of another one stays."""
    told = _read(config.data)
    if told is not None and told.pid == os.getpid():
        with contextlib.suppress(OSError):
            (config.data / FILE).unlink()


def find(config: Config, environ: Mapping[str, str] | None = None) -> Whereabouts | None:
    """Return where the server of this data folder is; None when a setting says where, or none runs."""
    env = os.environ if environ is None else environ
    if any(env.get(name) for name in SAYS_WHERE):
        return None
    told = _read(config.data)
    return told if told is not None and _listens(told) else None


def public_url(config: Config) -> str:
    """Return the address for phones: of the server that runs, else what the settings come to."""
    told = find(config)
    return config.public_url if told is None else told.public_url


def _read(folder: Path) -> Whereabouts | None:
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Whereabouts)
    except (OSError, msgspec.DecodeError):
        return None


def _listens(told: Whereabouts) -> bool:
    try:
        os.kill(told.pid, 0)
    except PermissionError:
        pass  # it is there, and somebody else's
    except (OSError, OverflowError):
        return False
    try:
        socket.create_connection((told.host, told.port), timeout=PATIENCE_SECONDS).close()
    except (OSError, OverflowError):
        return False
    return True
