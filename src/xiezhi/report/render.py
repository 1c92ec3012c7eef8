"""A report as one HTML file that needs nothing else: no network, no second file, no framework."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from xiezhi.evidence.atomic import whole_file
from xiezhi.report.packing import pack, script_safe
from xiezhi.report.words import WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.report.content import Report

__all__ = ["page", "write_page"]

# Order matters: later files use the names of earlier ones.
_SCRIPTS = ("base", "store", "parts", "overview", "list", "clue", "models", "keys", "main")
_STYLES = ("paper", "frame", "clue", "print")


def _script() -> str:
    folder = files("xiezhi.report") / "page"
    bodies = [(folder / f"{name}.js").read_text("utf8") for name in _SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(bodies) + "\n})();\n"


def _style() -> str:
    folder = files("xiezhi.report") / "page"
    return "\n".join((folder / f"{name}.css").read_text("utf8") for name in _STYLES)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(report: Report, version: str = "") -> str:
    """The whole file as text.

    Args:
        report: What to show; names in it are masked already, unless it says who revealed them.
        version: Of the product, written into the file.

    Returns:
        HTML whose content policy forbids every connection and every script but its own.
    """
    import jinja2

    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True)
    template = environment.from_string(
        (files("xiezhi.report") / "page" / "report.html").read_text("utf8")
    )
    script, style = _script(), _style()
    index, parts = pack(report)
    # The template marks our script, style and JSON as safe: the hashes are taken of them as is.
    return template.render(
        name=report.name,
        version=version,
        reveal=report.reveal,
        words=WORDS,
        script=script,
        style=style,
        script_hash=_sha256(script),
        style_hash=_sha256(style),
        words_json=script_safe(WORDS),
        index_json=script_safe(index),
        parts_json=[script_safe(part) for part in parts],
    )


def write_page(report: Report, path: Path, version: str = "") -> int:
    """Write the file whole or not at all.

    Args:
        report: What to show.
        path: The file; replaced when it exists.
        version: Of the product.

    Returns:
        Its size in bytes.

    Raises:
        OutputError: The place cannot be written or is full; what stood there still does.
    """
    body = page(report, version).encode()
    with whole_file(path) as draft:
        draft.write_bytes(body)
    return len(body)
