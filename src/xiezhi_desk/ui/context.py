"""What the frame of every page shows: menu, person, language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["shell"]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's values; the menu holds only what the person may open."""
    return {"access": getattr(request, "access", None)}
