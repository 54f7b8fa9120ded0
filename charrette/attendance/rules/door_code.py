"""The code at the door: shown on the projector, new every minute.

The code is an HMAC over the gathering and the minute, so nothing is stored. It is valid for two minutes and is
redeemed at the first page load: what the phone gets then is a pass, signed for this gathering only, that outlives
slow typing. Sources: RFC 6238 (time steps), RFC 4226 section 5.3 (truncation), with our own alphabet.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

from charrette import clock
from charrette.errors import Invalid
from charrette.signing import SteadySigner
from charrette.spine.texts import CODE_ALPHABET, read_code
from charrette.week.models import Gathering

NEW_EVERY_SECONDS = 60
VALID_SECONDS = 120
PASS_VALID_SECONDS = 4 * 3600
DOOR_CODE_LENGTH = 10


def _code(secret: str, gathering_id: int, step: int) -> str:
    message = f"door:{gathering_id}:{step}".encode()
    number = int.from_bytes(hmac.new(secret.encode(), message, hashlib.sha256).digest()[:8], "big")
    code = ""
    for _ in range(DOOR_CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[place]
    return code


def door_code(secret: str, gathering: Gathering) -> tuple[str, datetime, datetime]:
    """Return the code of this minute, when the next one comes and until when this one is accepted."""
    step = int(clock.now().timestamp()) // NEW_EVERY_SECONDS
    begin = datetime.fromtimestamp(step * NEW_EVERY_SECONDS, tz=clock.now().tzinfo)
    return (
        _code(secret, gathering.id, step),
        begin + timedelta(seconds=NEW_EVERY_SECONDS),
        begin + timedelta(seconds=VALID_SECONDS),
    )


def is_door_code(secret: str, gathering: Gathering, code: str) -> bool:
    """Return whether ``code`` is this gathering's code of this minute or the one before."""
    step = int(clock.now().timestamp()) // NEW_EVERY_SECONDS
    typed = read_code(code)
    steps = range(step - VALID_SECONDS // NEW_EVERY_SECONDS + 1, step + 1)
    return any(hmac.compare_digest(typed.encode(), _code(secret, gathering.id, one).encode()) for one in steps)


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="charrette.door-pass", signer=SteadySigner)


def issue_pass(secret: str, gathering: Gathering) -> str:
    """Return a pass for one gathering, for a phone that showed a valid code."""
    return str(_signer(secret).dumps({"gathering": gathering.id}))


def ensure_at_door(secret: str, gathering: Gathering, door: str) -> None:
    """Accept a door code of now or a pass.

    Raises:
        Invalid: it is neither, or for another gathering (``door_code_wrong``), or too old (``door_code_expired``).
    """
    if is_door_code(secret, gathering, door):
        return
    try:
        held = _signer(secret).loads(door, max_age=PASS_VALID_SECONDS)
    except (BadData, UnicodeEncodeError) as error:
        raise Invalid("door_code_expired", field="door") from error
    if not isinstance(held, dict) or held.get("gathering") != gathering.id:
        raise Invalid("door_code_wrong", field="door")
