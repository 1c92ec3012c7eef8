"""Markdown of models as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

__all__ = ["html"]

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def html(text: str) -> SafeString:
    """Markdown of the rulebook; anything that looks like HTML in it is shown, not obeyed."""
    made: str = _MARKDOWN.render(text)
    return mark_safe(made)  # noqa: S308  (html is off: the renderer escapes)
