"""Quality of a table: measured against its thresholds, and the report kept with the shelf."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.rulebook.quality import QualityRules
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.quality.page import HTML_FILE, JSON_FILE
from xiezhi.workspace.measuring import measure
from xiezhi_desk.library.problems import Title
from xiezhi_desk.library.shelf.place import opened

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["FindingShown", "QualityShown", "kept_quality", "measure_quality", "worst_kept"]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One check of one column.

    Attributes:
        check: What is checked, in words.
        column: Of which column; empty for the table.
        share: What was found, 0 to 1; None where nothing was looked at.
        least: What is asked for.
        state: ``passed``, ``failed``, ``noted``, ``not_applicable``.
        severity: ``error``, ``warning``, ``notice``; empty without a threshold.
    """

    check: Title
    about: Title
    column: Title
    rows: int
    failed: int
    share: float | None
    least: float | None
    state: str
    severity: str
    why: str


@dataclass(frozen=True, slots=True)
class QualityShown:
    """The report on a version of a table; ``page`` is the kept HTML report."""

    table: str
    version: str
    rows: int
    day: str
    worst: str
    findings: tuple[FindingShown, ...]
    page: str


def measure_quality(workspace: Path | str, table: str, day: date) -> QualityShown:
    """Check the current version of a table and keep the report. Seconds for a large table.

    Raises:
        DoorError: There is no such table.
    """
    with opened(workspace) as shelf:
        report = measure(shelf, table, day)
        page = shelf.quality_folder(table, report.version) / HTML_FILE
        return _shown(report.to_json(), page)


def kept_quality(workspace: Path | str, table: str) -> QualityShown | None:
    """The kept report on the current version; None while nobody measured.

    Raises:
        DoorError: There is no such table.
    """
    with opened(workspace) as shelf:
        folder = shelf.quality_folder(table, shelf.store.version(table).name)
        said = _kept(folder)
        return None if said is None else _shown(said, folder / HTML_FILE)


def worst_kept(workspace: Path, table: str, version: str) -> str:
    """The worst severity of the kept report, ``passed``, or nothing while nobody measured."""
    said = _kept(workspace / "quality" / table / version)
    return "" if said is None else str(said.get("worst") or "passed")


def _kept(folder: Path) -> dict[str, Any] | None:
    path = folder / JSON_FILE
    if not path.is_file():
        return None
    said: dict[str, Any] = json.loads(path.read_text("utf8"))
    return said


def _shown(said: dict[str, Any], page: Path) -> QualityShown:
    titles, columns = QualityRules.load().titles, Tables.load()[said["table"]].columns
    nothing = Title("", "")

    def column(name: str) -> Title:
        parts = [columns[one].title if one in columns else Title(one, one)
                 for one in name.split("+") if one]  # fmt: skip
        return Title("、".join(one.zh for one in parts), ", ".join(one.en for one in parts))

    findings = []
    for one in said["findings"]:
        check, about = titles.get(one["check"], (Title(one["check"], one["check"]), nothing))
        findings.append(
            FindingShown(
                check, about, column(one["column"]), one["rows"], one["failed"], one["share"],
                one["least"], one["state"], one["severity"], one["why"],
            )
        )  # fmt: skip
    order = {"error": 0, "warning": 1, "notice": 2, "": 3}
    findings.sort(key=lambda one: (one.state != "failed", order.get(one.severity, 3)))
    return QualityShown(
        said["table"], str(said.get("number") or said["version"]), said["rows"], said["day"],
        said["worst"], tuple(findings), str(page),
    )  # fmt: skip
