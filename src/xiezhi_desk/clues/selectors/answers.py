"""What an organ's returned annex says of a batch's clues, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Batch, BatchAnswer, Clue
from xiezhi_desk.clues.states import OPEN, State
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi_desk.library.letters import AnnexLine

__all__ = ["Preview", "Row", "latest_round", "preview", "standing", "suggested"]

_SUGGESTS = {
    "confirmed": (State.FOUNDED, "admitted"),
    "partly": (State.FOUNDED, "admitted"),
    "denied": (State.UNFOUNDED, "lawful"),
    "unknown": (State.UNDECIDABLE, "no-material"),
}


@dataclass(frozen=True)
class Row:
    """A line held against the batch.

    Attributes:
        clue: None when the line is of no clue of the batch.
        problem: Why nothing can be proposed from it; empty when something can.
        before: An earlier answer for the clue that says something else and still stands.
    """

    read: AnnexLine
    clue: Clue | None
    problem: str
    before: BatchAnswer | None = None


@dataclass(frozen=True)
class Preview:
    """The whole annex held against the batch; nothing is kept yet.

    Attributes:
        missing: Clues of the batch without a line: a partial answer.
    """

    rows: list[Row]
    missing: list[Clue] = field(default_factory=list)

    @property
    def good(self) -> list[Row]:
        """Lines something can be proposed from."""
        return [row for row in self.rows if not row.problem]


def preview(batch: Batch, lines: Sequence[AnnexLine]) -> Preview:
    """Hold the lines of a returned annex against a batch (two queries)."""
    clues = {clue.number: clue for clue in batch.clues.all()}
    earlier = standing(batch)
    times = Counter(line.code for line in lines)
    said: dict[str, set[str]] = {}
    for line in lines:
        said.setdefault(line.code, set()).add(line.answer)
    rows, seen = [], set()
    for line in lines:
        clue = clues.get(line.code)
        again = line.code in seen
        seen.add(line.code)
        problem = _problem(line, clue, contradicts=len(said[line.code]) > 1, again=again)
        before = earlier.get(clue.pk) if clue else None
        if before is not None and before.said.get("answer") == line.answer:
            before = None
        rows.append(Row(line, clue, problem, before))
    return Preview(rows, [clue for number, clue in clues.items() if number not in times])


def _problem(line: AnnexLine, clue: Clue | None, *, contradicts: bool, again: bool) -> str:
    if clue is None:
        return t("本批次没有这个编号", "no clue of this batch has the number")
    if contradicts:
        return t("同一线索有互相矛盾的答复", "the clue is answered twice, each time otherwise")
    if again:
        return t("重复的行", "the line is repeated")
    if not line.answer:
        return t("没有填写结论，或者结论不在选项之中", "no answer, or none of the words offered")
    if clue.state not in OPEN:
        return t("线索已有结论", "the clue is decided already")
    if line.answer == "denied" and not line.evidence:
        return t(
            "否认但没有列明依据材料：不据此提出结论",
            "denied without naming any paper: nothing is proposed from it",
        )
    return ""


def standing(batch: Batch) -> dict[int, BatchAnswer]:
    """The answer that stands for each clue of a batch."""
    found = BatchAnswer.objects.filter(batch=batch, stands=True, problem="", clue__isnull=False)
    return {answer.clue_id: answer for answer in found if answer.clue_id}


def latest_round(batch: Batch) -> int:
    """How often an annex was imported."""
    last = BatchAnswer.objects.filter(batch=batch).order_by("-round").first()
    return last.round if last else 0


def suggested(answer: str) -> tuple[State, str]:
    """The outcome and reason an answer suggests; a person chooses."""
    return _SUGGESTS[answer]
