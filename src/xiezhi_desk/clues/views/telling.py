"""What a clue's page shows, as the parts of a page: facts, moments, drawing."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.parts import Event, Fact
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.library.showing import Edge, Moment, Node, Shown

__all__ = ["Drawing", "Reasons", "drawn", "facts_of", "moments_of", "reasons_of", "word"]


def word(title: Title) -> str:
    """A title in the page's language."""
    return title.zh if chinese() else title.en or title.zh


def facts_of(clue: Clue, told: Shown | None) -> list[Fact]:
    """The organ and the act first, the persons affected second."""
    facts = [
        Fact(t("被监督机关", "Organ supervised"), clue.organ),
        Fact(t("涉嫌未履行的职责", "Duty"), act(clue.act)),
        Fact(t("案号", "Case number"), clue.case_number),
    ]
    if told is not None:
        facts += [
            Fact(t("涉及对象", "Affected"), told.clue.affected),
            Fact(t("涉及金额", "Amount"), word(told.clue.amount)),
        ]
    facts += [
        Fact(t("行为日期", "Date of the act"), clue.occurred.isoformat() if clue.occurred else ""),
    ]
    return [one for one in facts if one.value]


_RAW = re.compile(r"[A-Za-z]+_[A-Za-z_]+|(?<![A-Za-z])[a-z]{3,}(?![A-Za-z])")
"""A column without a title: the condition is then no sentence for a reader of Chinese."""


class Told(NamedTuple):
    """A condition in words, with what made it hold."""

    title: str
    values: tuple[str, ...]
    points: float | None


class Reasons(NamedTuple):
    """Why a clue was raised.

    Attributes:
        said: What decided, in words.
        raw: What decided, as the model's formula says it: no sentence.
        passed: What the row met on its way.
    """

    said: tuple[Told, ...]
    raw: tuple[Told, ...]
    passed: tuple[Told, ...]


def reasons_of(told: Shown | None) -> Reasons:
    """The reasons, the readable ones apart from the formulas."""
    every = [(one.decides, _reason(one)) for one in (told.clue.reasons if told else ())]
    deciding = [one for decides, one in every if decides]
    return Reasons(
        said=tuple(one for one in deciding if not _is_raw(one.title)),
        raw=tuple(one for one in deciding if _is_raw(one.title)),
        passed=tuple(one for decides, one in every if not decides),
    )


def _reason(reason: Any) -> Told:
    values = []
    for name, value in reason.values:
        said = word(value)
        values.append(said if _is_raw(word(name)) else f"{word(name)}{t('：', ': ')}{said}")
    return Told(word(reason.title), tuple(values), reason.points)


def _is_raw(text: str) -> bool:
    return chinese() and _RAW.search(text) is not None


MOST_ALIKE = 4
"""Moments of one kind in a row that are named one by one; more are counted."""


def moments_of(told: Shown | None) -> list[Event]:
    """Dated values of the clue and its evidence, in order; long runs of one kind are folded."""
    if told is None:
        return []
    events = []
    for _, run in groupby(_told_moments(told), lambda one: (one.what, one.source)):
        alike = list(run)
        if len(alike) <= MOST_ALIKE:
            events += [_event(one) for one in alike]
            continue
        between = t("（其间还有 {n} 次）", "({n} more between)", n=len(alike) - 2)
        events += [_event(alike[0]), Event(None, between), _event(alike[-1])]
    return events


def _told_moments(told: Shown) -> list[Moment]:
    """Without columns that have no words, where the row itself says the day as well."""
    return [one for one in told.timeline if not _is_raw(word(one.what))]


def _event(one: Moment) -> Event:
    by = " · ".join(part for part in (word(one.source), word(one.row)) if part)
    return Event(one.day, word(one.what), by=by, tone="strong" if one.key else "")


_SHAPES = {"unit": "company", "thing": "other", "case": "document", "record": "other"}


class Drawing(NamedTuple):
    """Who and what the evidence ties together.

    Attributes:
        data: Nodes and edges for the island.
        ties: The same as rows: record, origin, how it names the thing, the thing.
        more: Records that were left out.
    """

    data: dict[str, Any]
    ties: tuple[tuple[str, str, str, str], ...]
    more: int


def drawn(told: Shown | None) -> Drawing:
    """The drawing; records of one table that tie the same things are one node with their number."""
    if told is None:
        return Drawing({"nodes": [], "edges": []}, (), 0)
    named = {node.id: node for node in told.graph.nodes}
    edges: dict[str, list[Edge]] = {}
    for edge in told.graph.edges:
        edges.setdefault(edge.from_, []).append(edge)
    groups: dict[tuple[str, ...], list[str]] = {}
    for record, its in edges.items():
        alike = sorted(f"{one.to} {word(one.label)}" for one in its)
        groups.setdefault((word(named[record].label), *alike), []).append(record)
    nodes = [_node(node) for node in told.graph.nodes if node.kind != "record"]
    lines, ties = [], []
    for same in groups.values():
        node, times = named[same[0]], f" ×{len(same)}" if len(same) > 1 else ""
        nodes.append(_node(node) | {"label": f"{word(node.label)}{times}"})
        for edge in edges[same[0]]:
            lines.append({"from": edge.from_, "to": edge.to, "label": word(edge.label)})
            origin = t("{n} 条记录", "{n} records", n=len(same)) if times else word(node.about)
            ties.append((word(node.label), origin, word(edge.label), word(named[edge.to].label)))
    tied = {one[end] for one in lines for end in ("from", "to")}
    data = {"nodes": [node for node in nodes if node["id"] in tied], "edges": lines}
    return Drawing(data, tuple(ties), told.graph.more)


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": word(node.label),
        "kind": _SHAPES.get(node.kind, node.kind),
        "main": node.subject,
    }
