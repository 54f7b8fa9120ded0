"""What is declared once, beside what it is about, and found here by its name: the lists that nobody keeps by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from charrette import rooms

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., object])


class DeclaredTwice(Exception):
    """A name was given twice; the second would have silently taken the place of the first."""


class Registry(Mapping[str, T], Generic[T]):
    """All that was declared of one kind, by name and in that order. Who looks something up sees that of every subject.

    ``kind`` is what an error calls it; ``room`` is where subjects declare it.
    """

    def __init__(self, kind: str, room: str) -> None:
        self._kind = kind
        self._room = room
        self._declared: dict[str, T] = {}

    def add(self, name: str, thing: T) -> T:
        """Declare ``thing`` under ``name``.

        Raises:
            DeclaredTwice: there is one of that name.
        """
        if name in self._declared:
            raise DeclaredTwice(f"the {self._kind} {name!r} is declared twice")
        self._declared[name] = thing
        return thing

    def _all(self) -> dict[str, T]:
        rooms.load(self._room)
        return self._declared

    def __getitem__(self, name: str) -> T:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all()))

    def __len__(self) -> int:
        return len(self._all())


class Slot(Generic[F]):
    """A place for one function that the spine calls and a subject gives: ``@bearer`` above it declares it."""

    def __init__(self, kind: str, room: str = "rules") -> None:
        self._kind = kind
        self._room = room
        self._given: F | None = None

    def __call__(self, function: F) -> F:
        """Declare ``function`` as the one.

        Raises:
            DeclaredTwice: there is one.
        """
        if self._given is not None:
            raise DeclaredTwice(f"{self._kind} is declared twice")
        self._given = function
        return function

    @property
    def given(self) -> F:
        """The function that was declared.

        Raises:
            LookupError: no subject gives it.
        """
        if self._given is None:
            rooms.load(self._room)
        if self._given is None:
            raise LookupError(f"no subject declares {self._kind}")
        return self._given
