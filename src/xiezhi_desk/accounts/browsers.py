"""A browser and its system in words, from what it says of itself. Knows no request."""

from __future__ import annotations

import re

from xiezhi_desk.ui.words import t

__all__ = ["LONGEST", "browser_said"]

LONGEST = 200
"""Signs kept of what a browser says of itself: its own name stands behind those it claims to be."""

_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("360", r"(?:QIHU 360|360SE|360EE)()"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Headless)?Chrom(?:e|ium)/(\d+)"),
    ("Safari", r"Version/(\d+)\S* (?:Mobile/\S+ )?Safari/"),
)
"""The first that fits: every browser but Firefox also says the names of those below it."""
_SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows 7", r"Windows NT 6\.1"),
    ("Windows", r"Windows NT"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def browser_said(agent: str) -> str:
    """The browser, its version and the system; empty when neither is known.

    Args:
        agent: The header ``User-Agent``.
    """
    browser = next(
        (
            f"{name} {found[1]}".rstrip()
            for name, one in _BROWSERS
            if (found := re.search(one, agent))
        ),
        "",
    )
    system = next((name for name, one in _SYSTEMS if re.search(one, agent)), "")
    if browser and system:
        return t("{system} 上的 {browser}", "{browser} on {system}", browser=browser, system=system)
    return browser or system
