"""How many files and connections the system lets this process have open at once."""

from __future__ import annotations

import os
import resource

WANTED_FILES = 65_536
SMALLEST_RESERVE = 96
"""Kept free of connections: for the database, pages and pictures, the making of PDFs. Of a big table an eighth part."""


def raise_file_limit() -> int:
    """Let this process have as many files open as the system allows it, and return how many that is.

    The usual limit is 1,024 and may be raised by everybody, often to more than we ever need.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = WANTED_FILES if hard == unlimited else min(WANTED_FILES, hard)
    if soft != unlimited and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):  # as on systems that promise more than they give
            wanted = soft
    return wanted if soft == unlimited else max(soft, wanted)


def files_for_lines(limit: int) -> int:
    """Return how many of ``limit`` open files may be in use before a new connection has to wait for room."""
    return max(limit - max(SMALLEST_RESERVE, limit // 8), limit // 4)


def files_a_line(mode: str) -> int:
    """Return how many open files a websocket takes: with gevent the library for it holds the connection twice."""
    return 2 if mode == "gevent" else 1


def phones_that_fit(limit: int, files_a_line: int) -> int:
    """Return for how many phones at a time ``limit`` open files are enough, with some room for those who come in.

    A phone holds one connection; while its page loads, up to seven for some seconds.
    """
    return max((files_for_lines(limit) - in_use()) * 9 // 10 // files_a_line, 0)


def in_use() -> int:
    """Return about how many files are open: the system gives out the lowest free number. Very many when all are."""
    try:
        number = os.open(os.devnull, os.O_RDONLY)
    except OSError:
        return 1 << 30
    os.close(number)
    return number
