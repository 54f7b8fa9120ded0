"""Whether it is the disk that is full, or a limit on the size of files that the system sets for this process."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

ROOM_BYTES = 10_000_000
"""With so much room on the disk it is not the disk."""

CURE = "type ulimit -f unlimited, and start again"


def file_limit(place: Path) -> str | None:
    """Return in words how large a file of this process may get, when that is what keeps files in ``place`` from
    growing; None when it is not."""
    most, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if most == resource.RLIM_INFINITY:
        return None
    there = next((folder for folder in (place, *place.parents) if folder.is_dir()), Path("/"))
    return f"the system lets this process write files of {most} bytes at most" if _has_room(there) else None


def _has_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free > ROOM_BYTES
    except OSError:
        return False
