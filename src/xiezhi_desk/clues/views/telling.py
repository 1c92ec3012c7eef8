"""What a clue's page shows, as the parts of a page: facts, moments, drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.ui.parts import Event, Fact
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.library.showing import Shown

__all__ = ["drawn", "facts_of", "moments_of", "word"]


def word(title: Title) -> str:
    """A title in the page's language."""
    return title.zh if chinese() else title.en or title.zh


def facts_of(clue: Clue, told: Shown | None) -> list[Fact]:
    """The organ and the act first, the persons affected second."""
    facts = [
        Fact(t("被监督机关", "Organ supervised"), clue.organ),
        Fact(t("涉嫌未履行的职责", "Duty"), clue.act),
        Fact(t("案号", "Case number"), clue.case_number),
    ]
    if told is not None:
        facts += [
            Fact(t("涉及对象", "Affected"), told.clue.affected),
            Fact(t("涉及金额", "Amount"), word(told.clue.amount)),
        ]
    facts += [
        Fact(t("行为日期", "Date of the act"), clue.occurred.isoformat() if clue.occurred else ""),
        Fact(t("最后处理日", "Last day to act"), clue.expires.isoformat() if clue.expires else ""),
        Fact(
            t("监督模型", "Model"),
            clue.model,
            t("版本 {version}", "version {version}", version=clue.model_version),
        ),
    ]
    return facts


def moments_of(told: Shown | None) -> list[Event]:
    """Dated values of the clue and its evidence, in order."""
    if told is None:
        return []
    return [
        Event(
            one.day,
            word(one.what),
            by=" · ".join(part for part in (word(one.source), word(one.row)) if part),
            tone="strong" if one.key else "",
        )
        for one in told.timeline
    ]


_SHAPES = {"unit": "company", "thing": "other", "case": "document", "record": "other"}


def drawn(told: Shown | None) -> dict[str, Any]:
    """Nodes and edges for the drawing; the table beside it says the same."""
    if told is None:
        return {"nodes": [], "edges": []}
    return {
        "nodes": [
            {
                "id": node.id,
                "label": word(node.label),
                "kind": _SHAPES.get(node.kind, node.kind),
                "main": node.subject,
            }
            for node in told.graph.nodes
        ],
        "edges": [
            {"from": edge.from_, "to": edge.to, "label": word(edge.label)}
            for edge in told.graph.edges
        ],
    }
