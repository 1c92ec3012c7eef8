"""Said at every start: whether the built front end is there and belongs to these sources."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 (Django's own name)

from xiezhi_desk.ui import frontend

__all__ = ["front_end_is_fresh"]


@register()
def front_end_is_fresh(**_: Any) -> list[CheckMessage]:
    """A page without style still works, so this warns and never stops the desk."""
    if frontend.fresh():
        return []
    there = (frontend.DIST / "manifest.json").is_file()
    return [
        Warning(
            "The built front end is older than its sources."
            if there
            else "The front end has not been built: pages come without style and shortcuts.",
            hint=f"Run {frontend.COMMAND}",
            id="xiezhi_desk.ui.W001",
        )
    ]
