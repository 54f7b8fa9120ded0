"""https: the certificate, and the first words over a new connection."""

from __future__ import annotations

import re
import socket
import ssl
from pathlib import Path

from charrette.listening.lines import Line

HANDSHAKE_BYTE = b"\x16"
"""What each TLS conversation begins with; no HTTP request does."""

_FIRST_LINE = re.compile(rb"(?:GET|HEAD) (/[!-~]{0,1000}) HTTP/1\.[01]\r?\n")


class CertificateError(Exception):
    """The certificate and its key cannot be used; the text is one plain sentence."""


def tls_context(cert: Path, key: Path, *, threads: bool = False) -> ssl.SSLContext:
    """Return what https is spoken with; ``threads``: whether two threads may use one connection at a time.

    Raises:
        CertificateError: the files hold no certificate with its key.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key, password=_no_password)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CertificateError(
            f"{cert} and {key} are no certificate with its key, without a password ({reason})."
        ) from error
    if threads:
        from charrette.listening.turns import SharedSSLSocket  # not where eventlet or gevent have a class of their own

        context.sslsocket_class = SharedSSLSocket
    return context


def _no_password() -> str:
    raise ValueError("the key has a password")


def greet(line: Line, context: ssl.SSLContext, public_url: str) -> bool:
    """Shake hands; from then on the line is encrypted. False when the other side spoke plain http and was answered.

    Raises:
        OSError: the other side hung up, took too long, or speaks no TLS that we know.
    """
    plain = line.sock
    if (first := plain.recv(1, socket.MSG_PEEK)) != HANDSHAKE_BYTE:
        if first:
            plain.sendall(_answer_in_plain(plain.recv(4096), public_url))
        return False
    secret = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
    line.sock = secret
    secret.do_handshake()
    return True


def _answer_in_plain(request: bytes, public_url: str) -> bytes:
    """Return where to go for somebody who typed http:// before the address."""
    found = _FIRST_LINE.match(request)
    if found is None or not public_url.startswith("https://"):
        return b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    place = public_url.encode("ascii", "ignore") + found[1]
    return (
        b"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + place + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    )
