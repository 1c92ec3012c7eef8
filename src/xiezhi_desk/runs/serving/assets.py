"""Static files are put together once a version: collected, compressed, served by WhiteNoise."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

__all__ = ["collect", "digest"]

_STAMP = ".digest"


def collect() -> int:
    """Collect the static files when they are not those of this version.

    Returns:
        How many files there are; 0 when nothing had to be done.
    """
    root = Path(settings.STATIC_ROOT)
    now = digest()
    stamp = root / _STAMP
    if stamp.is_file() and stamp.read_text("ascii") == now:
        return 0
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, "ascii")
    return sum(1 for path in root.rglob("*") if path.is_file())


def digest() -> str:
    """Of the names, sizes and times of all sources: differs when any was changed."""
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = Path(storage.path(name)).stat()
            total.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return total.hexdigest()
