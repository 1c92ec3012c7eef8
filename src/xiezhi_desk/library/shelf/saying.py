"""Reasons of a suggested mapping and of a refused use in Chinese; the library's are English."""

from __future__ import annotations

import re

from xiezhi.cli.words.problems_whats import what_in
from xiezhi_desk.library.problems import Title

__all__ = ["reason_said", "why_said"]

_CLAUSES = (
    (re.compile(r"its title is like (.+)"), "列名近似“{}”"),
    (re.compile(r"its title is (.+)"), "列名就是“{}”"),
    (re.compile(r"agencies call it (.+)"), "各机关也写作“{}”"),
    (re.compile(r"only (\d+%) of its values are such"), "只有 {} 的值像"),
    (re.compile(r"(\d+%) of (?:its|the) values are such"), "{} 的值符合"),
    (re.compile(r"the values prove it"), "校验位可以证明"),
    (re.compile(r"but it counts the rows of the file"), "但它只是文件的行号"),
    (re.compile(r"(\d+%) of its labels are known"), "{} 的代码认识"),
    (re.compile(r"none of its labels is known"), "代码都不认识"),
    (re.compile(r"not known: (.+)"), "不认识：{}"),
    (re.compile(r"but (.+) is as likely"), "但“{}”同样可能"),
    (re.compile(r"its values are periods"), "值是一段期间"),
    (re.compile(r"this provider's earlier mapping"), "该单位以前确认过"),
    (re.compile(r"another provider's earlier mapping"), "其他单位以前确认过"),
    (re.compile(r"nothing speaks for a column"), "没有相符的列"),
)


def reason_said(reason: str) -> Title:
    """A reason in both languages; a clause that is not known stays as it is."""
    clauses = [_chinese(clause) for clause in reason.split("; ") if clause]
    return Title("；".join(clauses), reason)


def why_said(said: str) -> Title:
    """Why a use was refused or failed: as the log has it, and in Chinese."""
    return Title("；".join((what_in(one) or one) for one in filter(None, said.split("; "))), said)


def _chinese(clause: str) -> str:
    for pattern, words in _CLAUSES:
        found = pattern.fullmatch(clause)
        if found is not None:
            return words.format(*found.groups())
    return clause
