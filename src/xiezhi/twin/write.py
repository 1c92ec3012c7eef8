"""Writes the folder of invented judgments with their truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xiezhi.twin.chance import Chance
from xiezhi.twin.check import Violation, violations
from xiezhi.twin.history import Case
from xiezhi.twin.other_kinds import write_other
from xiezhi.twin.plant import arrange, dealt
from xiezhi.twin.render.document import write_down
from xiezhi.twin.truth import Fact, facts_of, other_facts
from xiezhi.twin.untold import untold, unwritten

VIOLATION_COLUMNS = ("doc_id", "ordinal", "check", "origin", "reason")


@dataclass(slots=True)
class Summary:
    """What a run wrote.

    Attributes:
        documents: Number of documents.
        characters: Characters of all texts.
        facts: Number of true values.
        by_check: For each check the number of rows by origin (planted, background, untold,
            look_alike).
    """

    documents: int = 0
    characters: int = 0
    facts: int = 0
    by_check: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgment:
    """An invented document with its truth."""

    doc_id: str
    title: str
    text: str
    facts: tuple[Fact, ...]
    violations: tuple[dict[str, object], ...]


def judgments(count: int, seed: int) -> Iterator[Judgment]:
    """Invented documents one by one.

    Args:
        count: Number of documents, at least 0.
        seed: The same seed gives the same documents; a longer run begins like a shorter one.

    Yields:
        Documents ``twin-<seed>-<number>``.
    """
    for number in range(count):
        chance = Chance("judgment", seed, number)
        doc_id = f"twin-{seed}-{number:06d}"
        deal = dealt(seed, number)
        if deal == "other":
            other = write_other(chance)
            yield Judgment(doc_id, other.title, other.text, tuple(other_facts(doc_id, other)), ())
            continue
        case = arrange(doc_id, chance, deal)
        written = write_down(chance, case)
        yield Judgment(
            doc_id,
            written.title,
            written.text,
            tuple(facts_of(case, written.title if written.title_printed else "")),
            tuple(_violation_rows(case, written.text)),
        )


def _violation_rows(case: Case, text: str) -> Iterator[dict[str, object]]:
    found = dict.fromkeys(violations(case))
    planted = {(plant.check, plant.ordinal) for plant in case.plants}
    for violation in found:
        origin = "planted" if tuple(violation) in planted else "background"
        reason = untold(violation, text) or unwritten(violation, case)
        yield _row(case.doc_id, violation, "untold" if reason else origin, reason)
    for plant in case.look_alikes:
        innocent = Violation(plant.check, plant.ordinal)
        if innocent not in found:
            yield _row(case.doc_id, innocent, "look_alike", plant.reason)


def _row(doc_id: str, violation: Violation, origin: str, reason: str) -> dict[str, object]:
    values = (doc_id, violation.ordinal, violation.check, origin, reason or None)
    return dict(zip(VIOLATION_COLUMNS, values, strict=True))


def write_judgments(out_dir: Path | str, count: int, seed: int) -> Summary:
    """Writes ``judgments.parquet``, ``truth_facts.parquet`` and ``truth_violations.parquet``.

    Args:
        out_dir: Folder, made when missing; files of an earlier run are replaced.
        count: Number of documents.
        seed: Seed of all choices.

    Returns:
        Counts of what was written.

    Raises:
        OSError: If the folder cannot be written.
    """
    import pyarrow.parquet as pq

    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    summary = Summary(documents=count)
    documents: list[tuple[str, str, str]] = []
    facts: list[Fact] = []
    rows: list[dict[str, object]] = []
    for judgment in judgments(count, seed):
        documents.append((judgment.doc_id, judgment.title, judgment.text))
        facts.extend(judgment.facts)
        rows.extend(judgment.violations)
        summary.characters += len(judgment.text)
    summary.facts = len(facts)
    for row in rows:
        tally = summary.by_check.setdefault(str(row["check"]), {})
        tally[str(row["origin"])] = tally.get(str(row["origin"]), 0) + 1
    tables = {
        "judgments": _table(("doc_id", "title", "text"), documents),
        "truth_facts": _table(Fact._fields, facts),
        "truth_violations": _table(VIOLATION_COLUMNS, [tuple(row.values()) for row in rows]),
    }
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    return summary


def _table(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Any:
    import pyarrow

    whole = {"ordinal", "row"}
    fields = [(name, pyarrow.int32() if name in whole else pyarrow.string()) for name in names]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pyarrow.table(
        {
            name: pyarrow.array(list(column), kind)
            for (name, kind), column in zip(fields, columns, strict=True)
        }
    )
