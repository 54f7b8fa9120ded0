"""What SQLAlchemy worked out for a statement, kept for all databases of a test run.

Each test has a database, and so an engine, of its own, and an engine compiles each statement once: without this, half
of the time of the tests would go into compiling the same few hundred statements hundreds of times.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import Connection, Engine, event


class Statements(MutableMapping[Any, Any]):
    """Compiled statements by what they say and for which kind of database, whichever engine asks."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    @staticmethod
    def _key(key: tuple[Any, ...]) -> tuple[Any, ...]:
        dialect, *statement = key
        return dialect.name, dialect.driver, *statement

    def __getitem__(self, key: tuple[Any, ...]) -> Any:
        return self._kept[self._key(key)]

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[self._key(key)] = compiled

    def __delitem__(self, key: tuple[Any, ...]) -> None:
        del self._kept[self._key(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


_STATEMENTS = Statements()


def share_statements() -> None:
    """Have every connection of this process keep what it compiles where all others find it."""
    if not event.contains(Engine, "engine_connect", _share):
        event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_STATEMENTS)
