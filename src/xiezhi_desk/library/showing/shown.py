"""One clue as its page shows it, and its line in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.report.masking import Masker
from xiezhi.report.showing import show
from xiezhi_desk.library.problems import Title, door
from xiezhi_desk.library.setting import setting_of
from xiezhi_desk.library.showing.graph import Graph, graph_of
from xiezhi_desk.library.showing.proof import Proved, proof_of
from xiezhi_desk.library.showing.timeline import Moment, timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xiezhi.report import content

__all__ = ["Headline", "Proved", "Shown", "headline", "shown"]

_NOTHING = Title("", "")
_MASKED, _OPEN = Masker(), Masker(open_=True)


@dataclass(frozen=True, slots=True)
class Headline:
    """A clue in one line.

    Attributes:
        title: What is wrong, without the organ and the case number in front.
        affected: Whom it touches.
    """

    title: Title
    affected: str
    amount: Title


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a clue's page says of it.

    Attributes:
        clue: Title, organ, act, reasons, law with text, passages, evidence, checklist, …
        act: The duty that may have been failed.
        graph: Who and what the evidence ties together, and by which record.
        timeline: Dated values in order.
        masked: Whether names and numbers are covered.
        names: Persons the documents name; only of a clue told uncovered.
    """

    clue: content.Clue
    act: str
    graph: Graph
    timeline: tuple[Moment, ...]
    masked: bool
    names: frozenset[str] = frozenset()


def shown(
    folder: Path | str,
    said: dict[str, Any],
    rows: Iterable[Proved] = (),
    documents: Mapping[str, dict[str, Any] | None] | None = None,
    *,
    masked: bool = True,
    names: Mapping[str, Iterable[str]] | None = None,
) -> Shown:
    """A clue told whole.

    Args:
        folder: The bundle that said it.
        said: The clue's pack.
        rows: Its evidence rows, with step and role, in the order of the bundle's links.
        documents: Packs of the documents that the rows cite, by ``doc_id``.
        masked: False only for who asked with a reason and was recorded.
        names: Names that other bundles know to stand in a document (``names`` of its packs).

    Raises:
        DoorError: The bundle is no longer there, or spoilt.
    """
    setting, masker = setting_of(folder), _MASKED if masked else _OPEN
    with door(setting.bundle.folder):
        clue = setting.clue(said)
        proof = proof_of(setting, said, rows, documents or {}, names)
        return Shown(
            clue=setting.part.clue(clue, proof, masker),
            act=clue.act,
            graph=graph_of(setting.part, clue, proof, masker),
            timeline=timeline_of(setting.part, clue, proof),
            masked=masked,
            names=frozenset() if masked else frozenset().union(*proof.names.values()),
        )


def headline(folder: Path | str, said: dict[str, Any], *, masked: bool = True) -> Headline:
    """A clue's line in a list.

    Args:
        folder: The bundle that said it.
        said: The clue's pack.
        masked: As for ``shown``.

    Raises:
        DoorError: The bundle is no longer there, or spoilt.
    """
    setting, masker = setting_of(folder), _MASKED if masked else _OPEN
    clue = setting.clue(said)
    affected = clue.affected or ""
    return Headline(
        title=setting.part.headline(clue, masker),
        affected=masker.whom(affected, clue.affected_kind or ""),
        amount=_NOTHING if clue.amount is None else show(clue.amount, clue.amount_type, masker),
    )
