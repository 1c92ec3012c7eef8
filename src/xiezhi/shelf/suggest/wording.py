"""What speaks for and against a column, in both languages.

A reason is kept as the English sentence, clauses parted by ``; ``: mapping files are read by people
of either language and stay the same whoever asked for the suggestion.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clause", "reason_in"]

_CLAUSES: Final[dict[str, tuple[str, str]]] = {
    "exact": ("列名就是“{}”", "its title is {}"),
    "also": ("各机关也写作“{}”", "agencies call it {}"),
    "near": ("列名近似“{}”", "its title is like {}"),
    "such": ("{} 的值符合", "{} of its values are such"),
    "few": ("只有 {} 的值符合", "only {} of its values are such"),
    "proved": ("值的校验位可以证明", "the values prove it"),
    "counts_rows": ("但它只是文件的行号", "but it counts the rows of the file"),
    "labels": ("{} 的代码认识", "{} of its labels are known"),
    "no_label": ("代码都不认识", "none of its labels is known"),
    "strange": ("不认识：{}", "not known: {}"),
    "rival": ("但“{}”同样可能", "but {} is as likely"),
    "periods": ("值是一段期间", "its values are periods"),
    "this_provider": ("该单位以前确认过", "this provider's earlier mapping"),
    "another_provider": ("其他单位以前确认过", "another provider's earlier mapping"),
    "values_only": ("只有值的样子相符", "only its values are of such a kind"),
    "nothing": ("没有相符的列", "nothing speaks for a column"),
}
_PATTERNS = tuple(
    (re.compile(re.escape(english).replace(r"\{\}", "(.+)")), chinese)
    for chinese, english in sorted(_CLAUSES.values(), key=lambda one: -len(one[1]))
)
"""The longer first: *its title is like 甲* is not the title *like 甲*."""


def clause(word: str, value: object = "") -> str:
    """One clause of a reason.

    Args:
        word: Which, a key of the table above.
        value: What it speaks of.
    """
    return _CLAUSES[word][1].format(value)


def reason_in(reason: str, language: str) -> str:
    """A reason in ``zh`` or ``en``; a clause that is not known stays as it is."""
    if language != "zh":
        return reason
    return "；".join(_chinese(one) for one in reason.split("; ") if one)


def _chinese(one: str) -> str:
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(one):
            return words.format(*found.groups())
    return one
