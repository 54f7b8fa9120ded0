"""What comes in with one polling request, which may be no more than a websocket takes."""

from __future__ import annotations

from typing import Any

from engineio import exceptions, packet, payload

from charrette.live import frames


class Refused(exceptions.EngineIOError):
    """What came in breaks the rules of the transport; the connection ends."""


class Body(payload.Payload):
    """The packets of one polling request; how many they may be follows from its size."""

    max_decode_packets = 512


def packets_of(environ: dict[str, Any]) -> list[packet.Packet]:
    """Return the packets of a polling request.

    Raises:
        Refused: it does not say how long it is, is too long, or is no such thing.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()) or len(length) > 9 or "HTTP_TRANSFER_ENCODING" in environ:
        raise Refused
    if int(length) > frames.MOST_BYTES:
        raise Refused
    try:
        text = environ["wsgi.input"].read(int(length)).decode()
        return list(Body(encoded_payload=text).packets) if not text.startswith("d=") else []
    except (ValueError, IndexError, RecursionError) as error:
        raise Refused from error
