"""Whether what hangs on a clue hangs on one the person may see: asked row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from xiezhi_desk.clues.access import visible

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["of_seen_clue"]


def of_seen_clue(access: PersonAccess, path: str = "clue") -> Exists:
    """A condition on rows that lead to a clue by ``path``.

    Correlated, so that few rows ask few clues; ``IN`` would list every visible clue first.
    """
    return Exists(visible(access).filter(pk=OuterRef(path)).order_by())
