"""What people wrote about a clue, covered as its page covers: nothing else keeps a name out."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from xiezhi_desk.clues.selectors.page import Evidence, evidence_of, shown_clue
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.showing import cover_text, headline
from xiezhi_desk.runs.store import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.library.showing import Shown

__all__ = ["OPEN", "Cover", "cover_for_list", "cover_of", "covering", "keep_cover"]

LEAST = 2
"""Characters of a value that is looked for in a text."""
_KEPT = "_cover"


class Cover:
    """Covers identity numbers, accounts, phones and names in what people wrote.

    The clue's own values are read when the first text comes: most pages have none.
    """

    do_not_call_in_templates = True

    def __init__(
        self, values: Callable[[], Mapping[str, str]] = dict, *, open_: bool = False
    ) -> None:
        """Cover.

        Args:
            values: Gives what the clue's page covers: each value with its cover; a person named
                elsewhere in its documents with an empty one.
            open_: Nothing is covered: the clue is uncovered just now.
        """
        self._values, self.open_ = values, open_

    @cached_property
    def _known(self) -> tuple[re.Pattern[str] | None, Mapping[str, str]]:
        pairs = self._values()
        longest = sorted((one for one in pairs if pairs[one]), key=len, reverse=True)
        return (re.compile("|".join(map(re.escape, longest))) if longest else None), pairs

    def __call__(self, text: object) -> str:
        """The text, covered."""
        said = "" if text is None else str(text)
        if self.open_ or not said:
            return said
        found, pairs = self._known
        if found is not None:
            said = found.sub(lambda match: pairs[match[0]], said)
        return cover_text(said, [name for name, cover in pairs.items() if not cover])


OPEN = Cover(open_=True)


def cover_of(
    clue: Clue, *, bare: bool, evidence: Evidence | None = None, told: Shown | None = None
) -> Cover:
    """What covers the texts of one clue.

    Args:
        clue: The clue.
        bare: It is uncovered for this person just now.
        evidence: Its proof, when it was read already.
        told: The clue as shown, covered, when it was told already.
    """
    return OPEN if bare else Cover(lambda: _known_of(clue, evidence, told))


def cover_for_list(clues: Iterable[Clue]) -> Cover:
    """What covers texts beside several clues: numbers, and whom these clues touch.

    Args:
        clues: With ``latest`` and its bundle loaded.
    """
    return Cover(lambda: dict(_affected(clues)))


def keep_cover(clue: Clue, cover: Cover) -> None:
    """Leave the cover with the clue, for the parts of its page."""
    clue.__dict__[_KEPT] = cover


def covering(clue: Clue) -> Cover:
    """The cover left with the clue; one that covers everything when none was."""
    kept = clue.__dict__.get(_KEPT)
    if not isinstance(kept, Cover):
        kept = cover_of(clue, bare=False)
        keep_cover(clue, kept)
    return kept


def _known_of(clue: Clue, evidence: Evidence | None, told: Shown | None) -> dict[str, str]:
    try:
        proof = evidence or evidence_of(clue)
        masked = told or (shown_clue(proof, masked=True) if proof else None)
        bare = shown_clue(proof, masked=False) if proof else None
    except DoorError:
        return {}  # the bundle is gone: patterns still cover
    if masked is None or bare is None:
        return {}
    return dict.fromkeys(bare.names, "") | dict(_pairs(masked, bare))


def _affected(clues: Iterable[Clue]) -> Iterator[tuple[str, str]]:
    for clue in clues:
        seen = clue.latest
        if seen is None or not seen.said:
            continue
        folder = folder_of(seen.bundle.folder)
        try:
            bare = headline(folder, seen.said, masked=False).affected
            masked = headline(folder, seen.said, masked=True).affected
        except (DoorError, KeyError):
            continue  # as in lists: the bundle lies elsewhere now
        if bare != masked and len(bare) >= LEAST:
            yield bare, masked


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
