"""How a clue came to the office where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import Clue

__all__ = ["came_across"]


def came_across(clue: Clue) -> bool:
    """Whether another office of the same level sent it here.

    It is then neither returned nor sent on (公益诉讼办案规则 26).
    """
    return clue.steps.filter(name="send_across", to_office=clue.office_id).exists()
