"""Work that keeps a processor busy, such as a PDF, off the loop that serves everybody.

The entry point tells how in its own mode (``use``); until then the work is simply done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def _here(work: Callable[[], Any]) -> Any:
    return work()


_run: Callable[[Callable[[], Any]], Any] = _here


def use(run: Callable[[Callable[[], Any]], Any]) -> None:
    """Let ``run(work)`` do the work from here on."""
    global _run
    _run = run


def offload(work: Callable[[], T]) -> T:
    """Return what ``work`` returns, without holding up other requests while it runs."""
    result: T = _run(work)
    return result
