"""Tags every template has: both languages, money, days."""

from __future__ import annotations

from typing import Any

from django import template

from xiezhi_desk.ui.words import t as said

register = template.Library()


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> str:
    """``{% t "线索" "Clues" %}``: one sentence in the page's language."""
    return said(zh, en, **values)
