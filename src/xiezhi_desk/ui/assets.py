"""Where the built front end lies: names of sources → names with a digest, from Vite's manifest."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

__all__ = ["DIST", "asset", "built", "styles"]

DIST = Path(__file__).parents[1] / "static" / "dist"


def _manifest() -> dict[str, dict[str, object]]:
    file = DIST / "manifest.json"
    changed = _changed(file)
    return _read(file, changed) if changed else {}


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads(file.read_text("utf8"))
    return read


def built() -> bool:
    """Whether the front end has been built at all."""
    return bool(_manifest())


def asset(name: str) -> str:
    """The address of a built file by its source's name, ``main.ts`` or ``icons.svg``.

    Empty when the front end has not been built: the page then works without it, and the system
    check says what to run.
    """
    file = DIST / "manifest.json"
    return _address(name, file, _changed(file), settings.STATIC_URL)


@lru_cache(maxsize=64)
def _address(name: str, file: Path, changed: int, front: str) -> str:
    """Asked for every shape of a page; the last two say when it must be found anew."""
    entry = _read(file, changed).get(f"src/{name}") if changed else None
    return static(f"dist/{entry['file']}") if entry else ""


def styles(name: str) -> list[str]:
    """The addresses of the style sheets an entry needs."""
    entry = _manifest().get(f"src/{name}", {})
    sheets = entry.get("css", [])
    return [static(f"dist/{sheet}") for sheet in sheets] if isinstance(sheets, list) else []
