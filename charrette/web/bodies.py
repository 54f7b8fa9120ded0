"""What other programs send: JSON, read into a closed struct."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import request

from charrette.errors import Invalid
from charrette.spine.execute import field_of


def read_body(kind: type[Any]) -> Any:
    """Return the JSON body of this request as ``kind``. An empty text in a field that may be left out is left out.

    Raises:
        Invalid: it is no JSON, or a field is missing, unknown or of the wrong kind.
    """
    optional = {field.name for field in msgspec.structs.fields(kind) if not field.required}
    try:
        raw = msgspec.json.decode(request.get_data(), type=dict[str, Any])
        given = {name: value for name, value in raw.items() if value != "" or name not in optional}
        return msgspec.convert(given, kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("field_wrong", field=field_of(str(error))) from error
