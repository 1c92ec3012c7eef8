"""What a check of quality found, and the report that all of them make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xiezhi.rulebook.quality import Severity, Threshold

__all__ = ["Finding", "QualityReport", "judged", "not_applicable"]

State = Literal["passed", "failed", "noted", "not_applicable"]
_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of one column, or of the table.

    Attributes:
        check: One of ``xiezhi.rulebook.quality.CHECKS``.
        column: The column or columns, joined by ``+``; empty for the table.
        rows: Rows or values looked at.
        failed: How many of them fail.
        share: What is compared with the threshold; None when nothing was looked at.
        state: ``passed``, ``failed``, ``noted`` (no threshold asks for anything) or
            ``not_applicable``.
        severity: How bad a failure is; empty without a threshold.
        least: Least share asked for; None without a threshold.
        most: Most; None is open.
        why: What was seen, or why the check does not apply.
    """

    check: str
    column: str
    rows: int
    failed: int
    share: Decimal | None
    state: State
    severity: Severity | Literal[""] = ""
    least: Decimal | None = None
    most: Decimal | None = None
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """As ``quality.json`` holds it."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name in ("share", "least", "most"):
            value = plain[name]
            plain[name] = None if value is None else float(value)
        return plain


@dataclass(frozen=True, slots=True)
class QualityReport:
    """All findings of one version of a table.

    Attributes:
        table: The standard table.
        version: The version looked at.
        rows: Its rows.
        data_as_of: The day the data describe; None when nobody says.
        day: The day of the check.
        findings: In the order of the checks.
        failing: Failing rows by check and column: how many were kept.
        number: The version as people count it, 1, 2, 3 …; 0 where nobody counts.
    """

    table: str
    version: str
    rows: int
    data_as_of: date | None
    day: date
    findings: tuple[Finding, ...]
    failing: Mapping[str, int]
    number: int = 0

    def worst(self) -> Severity | Literal[""]:
        """The worst severity among the failures; empty when nothing failed."""
        found = {one.severity for one in self.findings if one.state == "failed"}
        return next((one for one in ("error", "warning", "notice") if one in found), "")

    def share(self, check: str, column: str) -> Decimal | None:
        """What a check found on a column; None when it does not apply."""
        for one in self.findings:
            if one.check == check and one.column == column:
                return one.share
        return None

    def to_json(self) -> dict[str, Any]:
        """As ``quality.json`` holds it."""
        return {
            "table": self.table,
            "version": self.version,
            "number": self.number,
            "rows": self.rows,
            "data_as_of": self.data_as_of.isoformat() if self.data_as_of else None,
            "day": self.day.isoformat(),
            "worst": self.worst(),
            "findings": [one.to_json() for one in self.findings],
            "failing_rows": dict(self.failing),
        }


def judged(
    check: str, column: str, rows: int, failed: int, threshold: Threshold | None, why: str = ""
) -> Finding:
    """A finding over rows, held to its threshold; nothing to look at is not applicable."""
    if rows == 0:
        return not_applicable(check, column, "没有可查的值 / no value to look at")
    share = (Decimal(rows - failed) / Decimal(rows)).quantize(_PLACES, ROUND_HALF_EVEN)
    return held(check, column, rows, failed, share, threshold, why)


def held(
    check: str,
    column: str,
    rows: int,
    failed: int,
    share: Decimal,
    threshold: Threshold | None,
    why: str = "",
) -> Finding:
    """A finding with a share of its own (volume, freshness), held to its threshold."""
    if threshold is None:
        return Finding(check, column, rows, failed, share, "noted", why=why)
    # a share that rounds up to one must not hide the one row that fails
    exact = share if failed == 0 or share < 1 else share - _PLACES
    enough = exact >= threshold.least and (threshold.most is None or exact <= threshold.most)
    return Finding(
        check,
        column,
        rows,
        failed,
        share,
        "passed" if enough else "failed",
        threshold.severity,
        threshold.least,
        threshold.most,
        why,
    )


def not_applicable(check: str, column: str, why: str) -> Finding:
    """A check that has nothing to say here, with the reason."""
    return Finding(check, column, 0, 0, None, "not_applicable", why=why)
