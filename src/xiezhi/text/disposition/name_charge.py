"""A charge as printed → its name."""

from __future__ import annotations

import re

__all__ = ["charge_name"]

_BRACKETS = re.compile(r"（[^）]*）")


def charge_name(printed: str) -> str:
    """The name of a printed charge: one 罪 at its end, no brackets.

    Example:
        >>> charge_name("开设赌场罪罪")
        '开设赌场罪'
    """
    name = _BRACKETS.sub("", printed).rstrip("罪")
    return name + "罪"
