"""Words of a clue's evidence."""

from __future__ import annotations

from django import template

from xiezhi_desk.library.showing.words import answer_word, role_word
from xiezhi_desk.ui.words import chinese

register = template.Library()


@register.filter("role_word")
def role(value: str) -> str:
    """What a row is evidence as."""
    title = role_word(value)
    return title.zh if chinese() else title.en


@register.filter("answer_word")
def answer(value: str) -> str:
    """An answer of the checklist."""
    title = answer_word(value)
    return title.zh if chinese() else title.en
