"""The kinds of fields that commands share."""

from __future__ import annotations

from typing import Annotated

import msgspec

Id = int
AreaRef = Id | Annotated[str, msgspec.Meta(max_length=200)]
"""An area by its id, its slug or its name."""
Ids = Annotated[list[int], msgspec.Meta(max_length=1000)]
ManyIds = Annotated[list[int], msgspec.Meta(max_length=5000)]
"""As many as may come in at once through all doors, and more."""
ShortText = Annotated[str, msgspec.Meta(max_length=200)]
Reason = Annotated[str, msgspec.Meta(max_length=2000)]
LongText = Annotated[str, msgspec.Meta(max_length=60_000)]
