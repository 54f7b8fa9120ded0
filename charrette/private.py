"""Keeping what we write on disk to the one who runs the server: folders 0700, files 0600."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

OWNER_ONLY = 0o077
"""As umask: what others than the owner may not do with a new file or folder."""


def make_private() -> None:
    """Let every file and folder that this process makes from here on be for its owner only."""
    os.umask(OWNER_ONLY)


def make_file(path: Path) -> None:
    """Make an empty file for the owner only, in the place of one that is there."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def tighten(folder: Path, *files: Path) -> None:
    """Take from others what an earlier version, or a copy by hand, gave them: the folder, what is in it, and ``files``.

    Folders in it are closed too, so what lies deeper need not be touched. What belongs to somebody else stays as it is.
    """
    inside = list(folder.iterdir()) if folder.is_dir() else []
    for path in (folder, *inside, *files):
        with contextlib.suppress(OSError):
            _close(path)


def _close(path: Path) -> None:
    found = path.lstat()
    shared = stat.S_ISLNK(found.st_mode) or bool(found.st_mode & stat.S_ISVTX)  # such as /tmp
    if not shared and found.st_mode & OWNER_ONLY and (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        path.chmod(stat.S_IMODE(found.st_mode) & ~OWNER_ONLY)
