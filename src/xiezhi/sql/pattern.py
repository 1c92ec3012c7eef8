"""The regular expressions that RE2 and Java read alike."""

from __future__ import annotations

import re

__all__ = ["pattern_fault"]

_REFUSED = (
    (r"\(\?[=!<]", "looking ahead or behind"),
    (r"\\[1-9]", "a back reference"),
    (r"\\[pP]\{", "a Unicode class; write [\\x{4e00}-\\x{9fa5}]"),
    (r"\\u[0-9a-fA-F]{4}", "\\uXXXX; write \\x{XXXX}"),
    (r"[*+?}]\+", "a possessive quantifier"),
    (r"\\[GKRXZhHvVbB]", "an anchor or class that the engines read differently"),
    (r"\[[^\]]*&&", "an intersection of classes"),
    (r"\(\?[a-zA-Z]*[^imsP:)]", "a flag or group that only one engine reads"),
    (r"\(\?P<", "a named group"),
)


def pattern_fault(pattern: str) -> str | None:
    """What in a pattern the two engines do not read alike; None when nothing is."""
    for fault, name in _REFUSED:
        if re.search(fault, pattern):
            return f"it uses {name}"
    try:
        re.compile(re.sub(r"\\x\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), pattern))
    except (re.error, ValueError, OverflowError) as error:
        return f"it is no pattern: {error}"
    return None
