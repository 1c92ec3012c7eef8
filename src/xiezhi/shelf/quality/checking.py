"""All checks of one version of a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.quality import QualityRules
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.quality.columns import column_findings
from xiezhi.shelf.quality.failing import FailingRows
from xiezhi.shelf.quality.finding import Finding, QualityReport, held, judged, not_applicable
from xiezhi.shelf.quality.rows import row_findings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xiezhi.engine.base import Engine, Limits
    from xiezhi.shelf.catalogue import Catalogue, Version

__all__ = ["Known", "check_quality"]

_RATIO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a version beside its rows.

    Attributes:
        rows_before: Rows of the version before; None for the first.
        frequency: How often the provider agreed to deliver; empty when nobody agreed.
        refused: Rows that were quarantined on their way in.
        asked: The last day on which the provider's database had nothing new; None when none was
            asked.
    """

    rows_before: int | None = None
    frequency: str = ""
    refused: int = 0
    asked: date | None = None


def check_quality(
    version: Version,
    engine: Engine,
    day: date,
    others: Catalogue,
    known: Known | None = None,
    failing: Path | None = None,
    limits: Limits | None = None,
    rules: QualityRules | None = None,
) -> QualityReport:
    """Check a version.

    Args:
        version: The version.
        engine: Counts keys and looks across tables.
        day: The day of the check.
        others: Where the tables referred to are.
        known: What is known beside the rows.
        failing: File for all failing rows; None only counts them.
        limits: What the engine may use.
        rules: The thresholds; None takes the rulebook's.

    Raises:
        EngineError: A file cannot be read, or memory and disk do not suffice.
    """
    rules = rules or QualityRules.load()
    known = known or Known()
    table = Tables.load()[version.table]
    parents = [others.version(name) for name in table.refers if name in others.tables]
    files = tuple(path for one in (version, *parents) for path in one.files)
    with FailingRows(failing) as rows:
        findings = column_findings(version, table, rules, rows, version.data_as_of or day)
        session = engine.session(files, limits)
        try:
            findings += row_findings(session, version, table, others, rules, rows)
        finally:
            session.close()
    findings += [
        _taken_in(version, known, rules),
        _fresh(version, known, rules, day),
        _volume(version, known, rules),
    ]
    order = list(rules.titles)
    findings.sort(key=lambda one: order.index(one.check))
    return QualityReport(
        version.table,
        version.name,
        version.rows,
        version.data_as_of,
        day,
        tuple(findings),
        rows.counts,
        version.number,
    )


def _taken_in(version: Version, known: Known, rules: QualityRules) -> Finding:
    """Rows that the shelf refused count against the delivery, not only those it keeps."""
    offered = version.rows + known.refused
    why = "隔离的行 / rows in quarantine" if known.refused else ""
    threshold = rules.threshold("validity", table=version.table, role="row")
    return judged("validity", "", offered, known.refused, threshold, why)


def _fresh(version: Version, known: Known, rules: QualityRules, day: date) -> Finding:
    term = data_terms().frequencies.get(known.frequency)
    if version.data_as_of is None:
        return not_applicable("freshness", "", "没有写明数据截至日 / nobody says of which day")
    if term is None or term.days is None:
        return not_applicable("freshness", "", "没有约定更新频率 / no frequency was agreed")
    age = (day - max(version.data_as_of, known.asked or version.data_as_of)).days
    late = age > term.days
    why = f"截至 {version.data_as_of}，{age} 天，约定{term.title.zh} / {age} days old"
    threshold = rules.threshold("freshness", table=version.table)
    return held("freshness", "", 1, int(late), Decimal(int(not late)), threshold, why)


def _volume(version: Version, known: Known, rules: QualityRules) -> Finding:
    before = known.rows_before
    if before is None:
        return not_applicable("volume", "", "第一个版本 / the first version")
    if before == 0:
        return not_applicable("volume", "", "上一版本没有行 / the version before was empty")
    ratio = (Decimal(version.rows) / Decimal(before)).quantize(_RATIO)
    why = f"{before:,} → {version.rows:,}"
    threshold = rules.threshold("volume", table=version.table)
    return held("volume", "", version.rows, abs(version.rows - before), ratio, threshold, why)
