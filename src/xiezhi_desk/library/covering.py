"""Text that people of the desk wrote themselves, with what identifies persons covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.report.masking import Masker

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["cover_text"]

_MASKED = Masker()


def cover_text(text: str, names: Iterable[str] = ()) -> str:
    """A text whose identity numbers, accounts, phones, dwellings and names are covered.

    Names are found where they stand behind a role (被告人、其妻 …); one that stands alone is
    found when it is known.

    Args:
        text: A note, a reason, an answer.
        names: Names known to belong to persons of the clue.
    """
    return _MASKED.text(text, [name for name in names if name])[0]
