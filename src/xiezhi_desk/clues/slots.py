"""Places in the list that other pages of the app fill when it starts (``apps.py``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xiezhi_desk.ui.rights import Right

__all__ = ["BulkAct", "bulk_acts"]


class BulkAct(NamedTuple):
    """Something done with the chosen clues of the list: a button that posts to an address.

    The page behind receives either ``number`` (repeated) or ``all=1`` with ``query`` (the list
    filters); ``clues.selectors.chosen.chosen`` reads both, within what the person sees.

    Attributes:
        name: Its word in addresses.
        zh, en: What the button says.
        url: Name of the address it posts to, ``clues:assign-bulk``.
        right: What the person needs to be offered it.
        only: States whose clues it takes; empty takes all.
    """

    name: str
    zh: str
    en: str
    url: str
    right: Right
    only: tuple[str, ...] = ()


bulk_acts: list[BulkAct] = []
