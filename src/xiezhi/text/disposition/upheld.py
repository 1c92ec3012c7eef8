"""What an appeal or retrial leaves as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.text.disposition.charge import Charge, convictions
from xiezhi.text.disposition.stretch import Stretch
from xiezhi.text.facts import Fact

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.layout import Item, Layout
    from xiezhi.text.disposition.subject import Roster
    from xiezhi.text.facts import Party

__all__ = ["charges_kept", "left_standing"]

_LIMITED = re.compile(r"第[^，。；]{0,40}项|部分|中对|中关于|即|量刑|定罪|判项|主文|的判决")
_JUDGMENT = re.compile(r"判决")
_PENAL = re.compile(r"犯(?!罪)|量刑|定罪|判处|刑期|缓刑|刑罚|政治权利|主刑|附加刑|免刑")
_ANEW = re.compile(r"改判|改处")
_CLAUSE = re.compile(r"[^。；：“”]+")


def left_standing(layout: Layout, roster: Roster, party: Party) -> Fact[str]:
    """``upheld`` for an accused about whom the operative part decides nothing anew.

    Abstained when it revokes something about the party without saying what holds instead.
    """
    keeps = None
    whole_revoked = False
    for item in layout.items:
        text = layout.view.text[item.start : item.end]
        if item.kind in ("upheld", "rejected", "changed") or "维持" in text[:60]:
            keeps = keeps or item
            anew = _ANEW.search(text)
            if anew is not None and _may_mean(text[anew.end() :], roster, party):
                return Fact.declined("changed and not understood")
        if item.kind == "revoked":
            limited = _LIMITED.search(text) is not None
            whole_revoked |= not limited and _JUDGMENT.search(text) is not None
            keeps = keeps or (item if limited else None)
            if _touches(text.partition("维持")[0], roster, party):
                return Fact.declined("revoked in part and nothing stated anew")
    if keeps is not None and (not whole_revoked or keeps.kind == "upheld"):
        return Fact("upheld", _first_words(layout, keeps))
    if whole_revoked:
        return Fact.declined("revoked and nothing stated anew")
    return Fact.declined("no statement about this party")


def charges_kept(layout: Layout, roster: Roster, party: Party) -> tuple[Charge, ...]:
    """The charges for which an operative part keeps a party's conviction (维持 …)."""
    names = {party.name, *party.aliases}
    kept: list[Charge] = []
    for item in layout.items:
        if item.kind != "upheld":
            continue
        stretch = Stretch.of(layout.plain(item.start, item.end), roster)
        groups = list(roster.groups(stretch.view.text, stretch.hits))
        for place, group in enumerate(groups):
            if names.isdisjoint(group.names):
                continue
            last = place + 1 == len(groups)
            end = len(stretch.view.text) if last else groups[place + 1].start
            for conviction in convictions(stretch, group.end, end):
                kept += conviction.charges
    return tuple({charge.text: charge for charge in kept}.values())


def _touches(text: str, roster: Roster, party: Party) -> bool:
    """Whether a revoking item speaks of the party's punishment."""
    names = {party.name, *party.aliases}
    for clause in _CLAUSE.finditer(text):
        words = clause.group()
        if _PENAL.search(words) and any(name in names for _, _, name in roster.hits(words)):
            return True
    return False


def _may_mean(text: str, roster: Roster, party: Party) -> bool:
    """Whether words name the party, or nobody at all."""
    names = {name for _, _, name in roster.hits(text)}
    return not names or not names.isdisjoint((party.name, *party.aliases))


def _first_words(layout: Layout, item: Item) -> Span:
    return layout.view.span(item.start, min(item.end, item.start + 2))
