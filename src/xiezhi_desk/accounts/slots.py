"""Places where the floors above put what people's pages offer; filled in ``ready``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from xiezhi_desk.accounts.records import Person

__all__ = ["Handing", "ProfilePart", "handover", "open_work", "profile", "trust_page"]

Handing = Callable[["Person", "Person", "Person", "datetime"], dict[str, int]]

handover: list[Handing] = []
"""``(leaver, successor, by, now)`` → what moved, by word: ``{"clues": 12}``. Runs inside the
transaction of the hand-over and keeps its own trail; refuses by raising ``ValidationError``."""

open_work: list[Callable[[Person], dict[str, int]]] = []
"""What a person still holds, by the same words; shown before the hand-over."""


class ProfilePart(NamedTuple):
    """A page of one's own that a floor above offers, for instance declared conflicts of interest.

    Attributes:
        title: In both languages (``lazy``).
        address: Name of its address, without arguments.
        about: One sentence, in both languages.
        right: Who may open it; the others are not offered it.
    """

    title: _StrPromise | str
    address: str
    about: _StrPromise | str
    right: Right = Right.SIGNED_IN


profile: list[ProfilePart] = []
trust_page: list[ProfilePart] = []
"""The page of trusted offices, for the security administrator's menu; ``runs`` puts it here."""
