"""What people wrote about a clue, with the names and numbers of its evidence covered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xiezhi_desk.library.showing import Shown

__all__ = ["covers"]

LEAST = 2
"""Characters of a value that is looked for in a text."""


def covers(masked: Shown, bare: Shown | None) -> Callable[[str], str]:
    """A function that covers in any text what the clue's page covers.

    Notes and reasons are people's own words: nothing keeps a name out of them but this.

    Args:
        masked: The clue as it is shown to everybody.
        bare: The same, uncovered.
    """
    pairs = dict(_pairs(masked, bare)) if bare is not None else {}
    if not pairs:
        return str
    longest = sorted(pairs, key=len, reverse=True)
    found = re.compile("|".join(re.escape(one) for one in longest))
    return lambda text: found.sub(lambda match: pairs[match[0]], text)


def _pairs(masked: Shown, bare: Shown) -> Iterator[tuple[str, str]]:
    """Every value that is shown otherwise when covered, with its cover."""
    for open_, covered in _values(masked, bare):
        if open_ != covered and len(open_) >= LEAST:
            yield open_, covered


def _values(masked: Shown, bare: Shown) -> Iterator[tuple[str, str]]:
    yield bare.clue.affected, masked.clue.affected
    for name, value in bare.clue.values.items():
        yield value.zh, masked.clue.values[name].zh
    for open_table, table in zip(bare.clue.evidence, masked.clue.evidence, strict=True):
        for (_, _, open_row), (_, _, row) in zip(open_table.rows, table.rows, strict=True):
            yield from ((one.zh, other.zh) for one, other in zip(open_row, row, strict=True))
    for open_node, node in zip(bare.graph.nodes, masked.graph.nodes, strict=True):
        yield open_node.label.zh, node.label.zh
