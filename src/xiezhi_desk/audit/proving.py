"""Proving the chain: names the first record that was changed, taken out or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.audit.chain import START, Link, link_of
from xiezhi_desk.audit.records import Entry, Head
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Broken", "verify"]


class Broken(NamedTuple):
    """The first record that does not hold.

    Attributes:
        number: Its number.
        what: ``changed``, ``missing``, ``cut`` (the tail is gone), ``added`` (behind the head)
            or ``anchor`` (the whole chain was made anew: it differs from one kept elsewhere).
        why: For a person, in the page's language.
    """

    number: int
    what: str
    why: str


def verify(anchors: Iterable[Link] = (), *, begin: int = 1) -> Broken | None:
    """Walk the chain, some 20,000 records a second; memory stays flat.

    Args:
        anchors: Places of the chain that were kept elsewhere (``audit-anchor``).
        begin: The first record to hold; the one before it is taken at its word.

    Returns:
        The first record that does not hold; None when all do.
    """
    kept = sorted(one for one in anchors if one.number >= begin)
    waiting = {one.number: one for one in kept}
    head = Head.objects.filter(pk=1).first()
    before = Entry.objects.filter(number=begin - 1).first() if begin > 1 else None
    place = Link(before.number, before.sm3, before.sha256) if before else START
    rest = Entry.objects.filter(number__gt=place.number).order_by("number")
    for entry in rest.iterator(chunk_size=2000):
        if entry.number != place.number + 1:
            return _missing(place.number + 1)
        place = link_of(entry, place)
        if (entry.sm3, entry.sha256) != (place.sm3, place.sha256):
            return Broken(
                entry.number,
                "changed",
                t(
                    "第 {n} 条与其摘要值不符：内容或摘要被改动过。",
                    "Record {n} does not match its hashes: it, or they, were changed.",
                    n=entry.number,
                ),
            )
        if entry.number in waiting and waiting[entry.number] != place:
            return Broken(
                entry.number,
                "anchor",
                t(
                    "第 {n} 条与另存的锚点不符：此前的日志被整体改写过。",
                    "Record {n} differs from the anchor kept elsewhere: the trail up to it was"
                    " written anew.",
                    n=entry.number,
                ),
            )
    return _end(place, Link(head.number, head.sm3, head.sha256) if head else START, kept)


def _missing(number: int) -> Broken:
    return Broken(
        number,
        "missing",
        t("第 {n} 条缺失：被删除过。", "Record {n} is missing: it was deleted.", n=number),
    )


def _end(place: Link, head: Link, kept: list[Link]) -> Broken | None:
    """Hold the last entry against the head and the anchors."""
    last = max([head.number, *(one.number for one in kept)])
    if last > place.number:
        return Broken(
            place.number + 1,
            "cut",
            t(
                "第 {n} 条起的日志被截去：应有 {last} 条。",
                "The trail is cut off from record {n} on: there were {last}.",
                n=place.number + 1,
                last=last,
            ),
        )
    if head != place:
        return Broken(
            place.number,
            "added",
            t(
                "第 {n} 条与链首不符：有人绕过系统添加过日志。",
                "Record {n} does not match the head: something was added past the desk.",
                n=place.number,
            ),
        )
    return None
