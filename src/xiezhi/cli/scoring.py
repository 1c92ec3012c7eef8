"""Clues found against violations known: the arithmetic of the demonstration."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.model.spec import Model

__all__ = ["Score", "Violation", "checks_of", "defendants", "found_in", "score", "truth_of"]

_CHECK = re.compile(r"^(?:Check|Model):\s*(.+)$", re.MULTILINE)
_DEFENDANTS = ("defendant", "appellant_defendant", "defendant_unit")


class Violation(NamedTuple):
    """A violation, or a clue of one: the document and the defendant; None is the whole document."""

    doc_id: str
    defendant: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """One check: what is true, what was found.

    Attributes:
        check: Number in the catalogue.
        models: Models that look for it.
        planted: True violations that were planted.
        by_chance: True violations that came about by chance.
        missed: True violations without a clue.
        extra: Clues without a violation.
        look_alikes: Innocent cases that look like violations.
        deceived: Look-alikes that were taken for violations (they are among ``extra``).
        untold: Violations that the text neither tells nor rules out; a clue of one is no extra.
    """

    check: str
    models: tuple[str, ...]
    planted: int
    by_chance: int
    missed: tuple[Violation, ...]
    extra: tuple[Violation, ...]
    look_alikes: int
    deceived: int
    untold: int = 0

    @property
    def true(self) -> int:
        """True violations."""
        return self.planted + self.by_chance

    @property
    def found(self) -> int:
        """True violations with a clue."""
        return self.true - len(self.missed)


def checks_of(model: Model) -> tuple[str, ...]:
    """The checks of the catalogue that a model makes, as its notes name them (``Check: CR-05``)."""
    notes = Path(model.folder) / "notes.md"
    said = _CHECK.search(notes.read_text("utf8")) if notes.is_file() else None
    return tuple(re.findall(r"[A-Z]+-[A-Z0-9]+", said[1])) if said else ()


def defendants(facts: Path) -> dict[tuple[str, int], int]:
    """Which defendant of the head a party is, from 1: by document and the party's ordinal."""
    import pyarrow.parquet as pq

    table = pq.read_table(facts / "judgment_party.parquet", columns=["doc_id", "ordinal", "role"])
    found: dict[tuple[str, int], int] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    rows = sorted(table.to_pylist(), key=lambda row: (row["doc_id"], row["ordinal"]))
    for row in rows:
        if row["role"] in _DEFENDANTS:
            counts[row["doc_id"]] += 1
            found[row["doc_id"], row["ordinal"]] = counts[row["doc_id"]]
    return found


def truth_of(path: Path) -> dict[tuple[str, str], set[Violation]]:
    """``truth_violations.parquet`` as sets by check and origin."""
    import pyarrow.parquet as pq

    found: defaultdict[tuple[str, str], set[Violation]] = defaultdict(set)
    for row in pq.read_table(path).to_pylist():
        found[row["check"], row["origin"]].add(Violation(row["doc_id"], row["ordinal"]))
    return dict(found)


def found_in(run: Path, model: str, ranks: Mapping[tuple[str, int], int]) -> set[Violation]:
    """The clues of one model as document and defendant."""
    from xiezhi.evidence.bundle import open_bundle

    found = set()
    bundle = open_bundle(run / model)
    for clue in bundle.clues:
        doc_id = clue.values.get("doc_id")
        if doc_id is None:
            rows = [row for _, row in bundle.evidence_of(clue.id)]
            doc_id = next((row.values["doc_id"] for row in rows if "doc_id" in row.values), "")
        ordinal = clue.values.get("ordinal")
        rank = ranks.get((str(doc_id), ordinal)) if isinstance(ordinal, int) else None
        found.add(Violation(str(doc_id), rank))
    return found


def score(
    check: str,
    models: Iterable[str],
    clues: set[Violation],
    truth: Mapping[tuple[str, str], set[Violation]],
) -> Score:
    """Compare the clues of one check with what is true.

    Where the truth names no defendant, or a clue names none, the document decides.
    """
    planted = truth.get((check, "planted"), set())
    by_chance = truth.get((check, "background"), set()) - planted
    look_alikes = truth.get((check, "look_alike"), set())
    true = planted | by_chance
    untold = truth.get((check, "untold"), set()) - true
    return Score(
        check=check,
        models=tuple(models),
        planted=len(planted),
        by_chance=len(by_chance),
        missed=tuple(sorted((one for one in true if not _among(one, clues)), key=_order)),
        extra=tuple(sorted((one for one in clues if not _among(one, true | untold)), key=_order)),
        look_alikes=len(look_alikes),
        deceived=sum(_among(one, clues) and not _among(one, true) for one in look_alikes),
        untold=len(untold),
    )


def _among(one: Violation, others: set[Violation]) -> bool:
    if one in others:
        return True
    if one.defendant is None:
        return any(other.doc_id == one.doc_id for other in others)
    return Violation(one.doc_id, None) in others


def _order(one: Violation) -> tuple[str, int]:
    return one.doc_id, one.defendant or 0
