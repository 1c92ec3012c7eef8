"""The act a clue is about, in the language of the page."""

from __future__ import annotations

from xiezhi_desk.library import models
from xiezhi_desk.ui.words import t

__all__ = ["act"]


def act(said: str) -> str:
    """The duty that may have been failed, as a clue or a matter keeps it, in words of the page."""
    title = models.duty(said)
    return t(title.zh, title.en)
