"""Charges as an operative part prints them, and where each conviction begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text import pattern

if TYPE_CHECKING:
    import re

    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.stretch import Stretch
    from xiezhi.text.view import View

_LONGEST_LIST = 600
"""Characters in which a list of charges has to end: nothing is searched without a bound."""

__all__ = ["Charge", "Conviction", "charge_before", "convictions"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as printed (``罪罪`` and all), with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Conviction:
    """One verb that convicts, with the charges it governs.

    Attributes:
        start: Where the verb stands in the view.
        end: Behind the last charge.
        charges: The charges in order.
    """

    start: int
    end: int
    charges: tuple[Charge, ...]


def convictions(stretch: Stretch, start: int, end: int) -> list[Conviction]:
    """The convictions of a stretch from ``start`` to ``end`` that are this judgment's own.

    A verb is left out when it stands in an aside or when the words before it show
    an earlier conviction (原犯 …, 与前犯 …, 所犯 …).
    """
    patterns = pattern.load("count")
    view, masked = stretch.view, stretch.masked
    found: list[Conviction] = []
    last = start
    bare = patterns["bare_charge"].match(view.text[start : min(end, start + 80)])
    if bare is not None:
        low, high = bare.span("charge")
        charge = Charge(bare["charge"], view.span(start + low, start + high))
        found.append(Conviction(start, start + high, (charge,)))
        last = start + high
    for verb in patterns["conviction"].finditer(masked, start, end):
        if verb.start() < last or stretch.aside(verb.start()):
            continue
        lead_start = max(last, *(masked.rfind(stop, start, verb.start()) for stop in "。；，"))
        lead = masked[lead_start : verb.start()]
        if lead.endswith("不") or (
            verb.start() != start
            and not patterns["continues"].match(lead)
            and patterns["earlier"].search(lead)
        ):
            continue
        charges, after = _charges(view, verb.end(), end)
        if charges and not patterns["only_mentioned"].match(masked[after : after + 60]):
            found.append(Conviction(verb.start(), after, charges))
            last = after
    return _with_bare(stretch, found, start, end)


def _with_bare(stretch: Stretch, found: list[Conviction], start: int, end: int) -> list[Conviction]:
    """The convictions and those whose verb was lost, in order."""
    if not found or (len(found) == 1 and stretch.view.text.find("罪", found[0].end, end) < 0):
        return found
    later = pattern.load("count")["later_bare_charge"]
    bare = [
        Conviction(match.start(), match.end("charge"), (_charge(stretch.view, match),))
        for match in later.finditer(stretch.masked, start, end)
        if match.start() > found[0].end and not stretch.aside(match.start())
    ]
    bare = [one for one in bare if not any(own.start <= one.start < own.end + 1 for own in found)]
    return sorted([*found, *bare], key=lambda one: one.start) if bare else found


def _charge(view: View, match: re.Match[str]) -> Charge:
    return Charge(match["charge"], view.span(*match.span("charge")))


def _charges(view: View, start: int, end: int) -> tuple[tuple[Charge, ...], int]:
    """The charges that follow a verb, and where they end."""
    patterns = pattern.load("count")
    text = view.text[start : min(end, start + _LONGEST_LIST)]
    first = patterns["charge"].match(text) or patterns["charge_without_word"].match(text)
    if first is None:
        return (), start
    charges: list[Charge] = []
    match: re.Match[str] | None = first
    at = 0
    while match is not None:
        low, high = match.span("charge")
        charges.append(Charge(match["charge"], view.span(start + at + low, start + at + high)))
        at += high
        match = patterns["more_charges"].match(text[at:])
    return tuple(charges), start + at


def charge_before(view: View, start: int, end: int) -> tuple[Charge, ...]:
    """The charge of a statement that names it before the penalty (以某罪判处 …)."""
    low = max(0, start - 60)
    found = pattern.load("count")["by_charge"].search(view.text, low, end)
    if found is None:
        return ()
    return (Charge(found["charge"], view.span(*found.span("charge"))),)
