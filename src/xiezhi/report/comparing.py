"""What the document says beside what was computed from it.

Models name the computed value after the printed one: ``expected_ends`` stands beside ``ends``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.report.content import Compared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xiezhi.rulebook.form import Title

__all__ = ["compared"]

_BEFORE = ("expected_", "computed_", "correct_", "due_")
_BEHIND = ("_expected", "_computed", "_correct", "_due")


def compared(
    values: Mapping[str, object], shown: Mapping[str, Title], title_of: Callable[[str], Title]
) -> tuple[Compared, ...]:
    """Pairs of a printed and a computed value that differ, in the order of the clue's columns."""
    found = []
    for name in values:
        printed = next(
            (
                name.removeprefix(p)
                for p in _BEFORE
                if name.startswith(p) and name.removeprefix(p) in values
            ),
            None,
        ) or next(
            (
                name.removesuffix(p)
                for p in _BEHIND
                if name.endswith(p) and name.removesuffix(p) in values
            ),
            None,
        )
        if printed is not None and values[printed] != values[name] and values[name] is not None:
            found.append(Compared(title_of(printed), shown[printed], shown[name]))
    return tuple(found)
