"""Many files in one zip, with a list of checksums.

Order and time stamps depend on the content alone, so the same files give the same zip, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from charrette.exports.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one subject puts beside the files of another in an archive: files by name, the kinds they are of, and
    sentences about them for its index."""

    kinds: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def manifest(slug: str, moment: Moment, files: Mapping[str, bytes], *, wanted: Set[str]) -> dict[str, Any]:
    """Return what the files are, with size and SHA-256, and under ``not_made`` what is ``wanted`` but absent."""
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]
    missing = {"not_made": sorted(wanted - files.keys())} if wanted - files.keys() else {}
    return {"charrette": slug, "moment": moment, "files": listed, **missing}


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return the files in a zip, all in one folder."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return target.getvalue()
