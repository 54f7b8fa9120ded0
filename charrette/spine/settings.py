"""Reading what a struct of settings says of each: its kind, its limits, what it is without being said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect


@dataclass(frozen=True)
class Setting:
    """One setting: ``low`` and ``high`` are the limits of a number; ``may_be_none``: it may be without one."""

    name: str
    kind: type[Any]
    default: Any
    low: int | None = None
    high: int | None = None
    may_be_none: bool = False

    @property
    def given(self) -> Any:
        """What may be given for it, whatever its limits: as a type."""
        return self.kind | None if self.may_be_none else self.kind

    def takes(self, value: int) -> bool:
        """Whether a number is within the limits."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@cache
def settings_of(kind: type[msgspec.Struct]) -> tuple[Setting, ...]:
    """Return the settings of a struct whose fields are yes or no, or whole numbers with limits.

    Raises:
        TypeError: a field is neither.
    """
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    return tuple(_setting(field) for field in told.fields)


def _setting(field: inspect.Field) -> Setting:
    kinds = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
    may_be_none = any(isinstance(one, inspect.NoneType) for one in kinds)
    for one in kinds:
        if isinstance(one, inspect.BoolType):
            return Setting(field.name, bool, field.default, may_be_none=may_be_none)
        if isinstance(one, inspect.IntType) and one.ge is not None and one.le is not None:
            return Setting(field.name, int, field.default, one.ge, one.le, may_be_none)
    raise TypeError(f"the setting {field.name!r} is neither yes or no, nor a number with limits")
