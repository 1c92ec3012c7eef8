"""What the frame of every page shows: menu, person, language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from xiezhi_desk.ui.menu import address, menu
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from django.http import HttpRequest

    from xiezhi_desk.ui.page import Access

__all__ = ["shell"]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's values; the menu holds only what the person may open."""
    access = getattr(request, "access", None)
    return {
        "access": access,
        "menu": SimpleLazyObject(lambda: menu(access, request.path)),
        "chinese": chinese(),
        "shell_urls": SimpleLazyObject(lambda: _addresses(access)),
    }


def _addresses(access: Access | None) -> dict[str, str]:
    seeing = access is not None and access.may(Right.SEE_CLUES)
    return {
        "home": address("dashboards:home") or "/",
        "search": address("clues:list") if seeing else "",
        "language": address("accounts:language"),
        "profile": address("accounts:profile"),
        "sign_out": address("accounts:sign_out"),
        "sign_in": address("accounts:sign_in"),
        "help": address("ui:help"),
        "rights": address("accounts:help_access"),
    }
