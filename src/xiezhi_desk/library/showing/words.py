"""Words of roles and answers, as the library's reports say them."""

from __future__ import annotations

from xiezhi.report.words import WORDS
from xiezhi_desk.library.problems import Title

__all__ = ["answer_word", "role_word"]

_ANSWERS = {"yes": Title("是", "yes"), "no": Title("否", "no")}


def role_word(role: str) -> Title:
    """What a row is evidence as: event, expected, extreme, …"""
    return Title(*WORDS.get(f"role.{role}", (role, role)))


def answer_word(answer: str) -> Title:
    """An answer of the checklist."""
    return _ANSWERS.get(answer, Title(answer, answer))
