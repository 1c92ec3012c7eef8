"""Which stretch of the head is about which party.

Custody and earlier convictions stand in a party's own passage, or in a sentence about several
(``上述三被告人因涉嫌…``, ``张三、李四因涉嫌…``). Here the part of the parties is cut so that each
stretch belongs to known parties; what belongs to counsel or to nobody is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text.entry import Entry, heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.text.facts import Document, Parties, Party
    from xiezhi.text.view import View

__all__ = ["Stretch", "stretches"]

_SENTENCE = re.compile("[。；]")
_COUNT = re.compile(
    "(?:[以上述列前]{2})?(?P<count>[一二两三四五六七八九十]{1,3}|[0-9]{1,2})(?:名|位)?"
)
_JOINED = re.compile("[、和及与]")
_COUNSEL = re.compile("辩护人|代理人|代表人|机关|监护人")


class Stretch(NamedTuple):
    """A stretch of the head and the parties it is about.

    Attributes:
        view: The part of the parties.
        start: Where the stretch begins in the view.
        end: Where it ends.
        parties: Whom it is about.
    """

    view: View
    start: int
    end: int
    parties: tuple[Party, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return self.view.text[self.start : self.end]


def stretches(document: Document, parties: Parties) -> Iterator[Stretch]:
    """The stretches about accused parties, in their order."""
    part = document.parts.parties
    accused = [party for party in parties if party.accused]
    if part is None or not accused:
        return
    found = heads(document.clean, part.start, part.end)
    view = found.view
    by_place = {party.name_span.start: party for party in parties}
    before: list[Party] = []
    for entry in found.entries:
        own = by_place.get(view.place(entry.name_start)) if entry.introduces else None
        if own is not None and own.accused:
            before.append(own)
        concerned = (own,) if own is not None else _mentioned(entry, view, before)
        if concerned and all(party.accused for party in concerned):
            yield from _by_sentence(view, entry, tuple(concerned), before)


def _mentioned(entry: Entry, view: View, before: list[Party]) -> tuple[Party, ...]:
    """The parties a mention or group sentence is about; nobody for counsel."""
    if _COUNSEL.search(entry.role) or entry.introduces:
        return ()
    if not entry.name:
        return _group(entry.role, before)
    return _listed(view.text, entry.name_start, before)[0]


def _group(words: str, before: list[Party]) -> tuple[Party, ...]:
    count = _COUNT.match(words)
    if count is None:
        return tuple(before)
    try:
        number = integer(count["count"])
    except RefusedValueError:
        return ()
    return tuple(before[-number:]) if number <= len(before) else ()


def _listed(text: str, at: int, before: list[Party]) -> tuple[tuple[Party, ...], int]:
    """The parties whose names stand at ``at``, joined by 、 or 和, and where the list ends."""
    names: dict[str, Party] = {party.name: party for party in before}
    listed: list[Party] = []
    while True:
        name = max((n for n in names if text.startswith(n, at)), key=len, default=None)
        if name is None:
            return tuple(listed), at
        listed.append(names[name])
        at += len(name)
        if _JOINED.match(text, at) is None:
            return tuple(listed), at
        at += 1
        if text.startswith("被告人", at):
            at += 3


def _by_sentence(
    view: View, entry: Entry, own: tuple[Party, ...], before: list[Party]
) -> Iterator[Stretch]:
    """The entry's stretch, cut where a sentence opens with other parties' names."""
    start = entry.start
    if len(before) > 1:
        for stop in _SENTENCE.finditer(view.text, entry.name_end, entry.end - 1):
            listed, _ = _listed(view.text, stop.end(), before)
            if listed and listed != own:
                yield Stretch(view, start, stop.end(), own)
                start, own = stop.end(), listed
    yield Stretch(view, start, entry.end, own)
