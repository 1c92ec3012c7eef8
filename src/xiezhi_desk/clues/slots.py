"""Places in the list, the page and the import that other rooms fill when the app starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue, Matter
    from xiezhi_desk.ui.rights import Right

__all__ = [
    "BulkAct",
    "Effect",
    "MatterPart",
    "PagePart",
    "Valued",
    "Valuer",
    "bulk_acts",
    "effects",
    "matter_carried",
    "matter_parts",
    "page_parts",
    "valuers",
]


class BulkAct(NamedTuple):
    """Something done with the chosen clues of the list: a button that posts to an address.

    The page behind receives either ``pick`` (repeated numbers) or ``all=1`` with ``query`` (the
    list's filters); ``clues.forms.chosen.chosen`` reads both, within what the person sees.

    Attributes:
        name: Its word in addresses.
        zh, en: What the button says.
        url: Name of the address it posts to, ``clues:assign-bulk``.
        right: What the person needs to be offered it.
        only: States whose clues it takes; empty takes all.
        or_right: Another right that will do as well.
    """

    name: str
    zh: str
    en: str
    url: str
    right: Right
    only: tuple[str, ...] = ()
    or_right: Right | None = None


bulk_acts: list[BulkAct] = []

Valued = tuple[float, str]
"""Worth of a clue for the work list, and its parts as the clue keeps them (JSON, ``worth_why``)."""


class Valuer(Protocol):
    """Values clues as they arrive; made once an import, so it may read precisions first."""

    def __call__(
        self, model: str, grade: str, amount: Decimal | None, kind: str, expires: date | None
    ) -> Valued:
        """What a clue is worth looking at.

        Args:
            model: The model's id.
            grade: The clue's grade.
            amount: Its amount.
            kind: What the amount is: ``money``, ``days`` …
            expires: Last day on which it is of use.
        """


valuers: list[Callable[[date], Valuer]] = []
"""At most one: gives the valuer of a day. The work list fills it; without it worth is 0."""


class PagePart(NamedTuple):
    """A part of a clue's page that another room makes.

    Attributes:
        template: What shows it, ``clues/parts/judge_bar.html``.
        values: ``(access, clue, today)`` → what the template is given, few queries.
        place: ``top`` (under the title), ``content`` (after the evidence), ``rail``.
    """

    template: str
    values: Callable[[PersonAccess, Clue, date], dict[str, Any]]
    place: str = "rail"


page_parts: list[PagePart] = []
"""In the order they are shown."""


class Effect(NamedTuple):
    """What became of founded matters, as the cases know it.

    Attributes:
        converted: Matters with at least one case document that was not withdrawn.
        answered: Documents that were accepted or refused.
        upheld: Those accepted.
    """

    converted: int
    answered: int
    upheld: int


effects: list[Callable[[QuerySet[Matter]], Effect]] = []
"""At most one, of ``cases``."""

matter_carried: list[Callable[[set[int], int], None]] = []
"""``(origins, to)``: matters were merged or parted; what came into being in one of ``origins`` now
belongs to the matter ``to``, as their clues do. Called inside the act's transaction."""


class MatterPart(NamedTuple):
    """A part of a matter's page that another room makes: its case, its documents.

    Attributes:
        template: What shows it.
        values: ``(access, matter, today)`` → what the template is given.
    """

    template: str
    values: Callable[[PersonAccess, Matter, date], dict[str, Any]]


matter_parts: list[MatterPart] = []
"""In the order they are shown."""
