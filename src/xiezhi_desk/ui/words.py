"""What the desk says, in both languages side by side: Chinese first, English complete.

A sentence stands where it is used, in both languages, so neither can be forgotten
(decision 0030).
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language

__all__ = ["chinese", "lazy", "t"]


def chinese() -> bool:
    """Whether the page being made is in Chinese."""
    return not (get_language() or "zh-hans").startswith("en")


def t(zh: str, en: str, **values: Any) -> str:
    """One sentence in the language of the page.

    Args:
        zh: Chinese; ``{name}`` is filled from ``values``.
        en: English, with the same names.
        values: What fills the sentence.
    """
    said = zh if chinese() else en
    return said.format(**values) if values else said


class _Later:
    """A sentence whose language is chosen when it is shown."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def __str__(self) -> str:
        return t(self.zh, self.en)


def lazy(zh: str, en: str) -> Any:
    """A sentence for a form field or a choice, in the language of the page that shows it."""
    return lazystr(_Later(zh, en))
