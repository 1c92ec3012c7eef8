"""The report of quality as one HTML file that needs nothing else, and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from xiezhi.rulebook.form import Title
from xiezhi.rulebook.quality import QualityRules
from xiezhi.rulebook.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.quality.finding import Finding, QualityReport

__all__ = ["HTML_FILE", "JSON_FILE", "ROWS_FILE", "page", "write_report"]

HTML_FILE, JSON_FILE, ROWS_FILE = "quality.html", "quality.json", "failing.parquet"

_STATES = {
    "passed": "达标 passed",
    "noted": "仅记录 noted",
    "not_applicable": "不适用 n/a",
}
_SEVERITIES = {"error": "严重 error", "warning": "注意 warning", "notice": "提示 notice"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding as the page shows it."""

    column: str
    column_zh: str
    rows: str
    failed: str
    share: str
    width: int | None
    asked: str
    state: str
    tone: str
    why: str


def page(report: QualityReport) -> str:
    """The whole file as text; it opens no connection and runs no script."""
    import jinja2

    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string(
        (files("xiezhi.shelf.quality") / "page.html").read_text("utf8")
    )
    table = Tables.load()[report.table]
    rules = QualityRules.load()
    bad = [one for one in report.findings if one.state == "failed"]
    order = ("error", "warning", "notice")
    bad.sort(key=lambda one: order.index(one.severity) if one.severity else len(order))
    groups = [
        {"title": title, "about": about, "findings": [_line(one, table) for one in found]}
        for check, (title, about) in rules.titles.items()
        if (found := [one for one in report.findings if one.check == check])
    ]
    return template.render(
        report=report,
        title=table.title,
        summary=_summary(report),
        bad=[_line(one, table, rules.titles[one.check][0].zh) for one in bad],
        groups=groups,
        failing=sorted(report.failing.items()),
        failing_file=ROWS_FILE,
    )


def write_report(report: QualityReport, folder: Path) -> None:
    """Write ``quality.html`` and ``quality.json`` into a folder.

    Raises:
        OSError: It cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / HTML_FILE).write_text(page(report), "utf8")
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    (folder / JSON_FILE).write_text(text + "\n", "utf8")


def _summary(report: QualityReport) -> Title:
    failed = [one for one in report.findings if one.state == "failed"]
    looked = sum(one.state in ("passed", "failed") for one in report.findings)
    bad = sum(one.severity == "error" for one in failed)
    if not failed:
        return Title(f"{looked} 项检查全部达标", f"all {looked} checks passed")
    return Title(
        f"{looked} 项检查中 {len(failed)} 项不达标，其中严重 {bad} 项",
        f"{len(failed)} of {looked} checks failed, {bad} of them errors",
    )


def _line(one: Finding, table: Table, check: str = "") -> _Line:
    shown = " 与 ".join(
        table.columns[name].title.zh if name in table.columns else name
        for name in one.column.split("+")
        if name
    )
    front = f"{check} · " if check else ""
    percent = one.share is not None and one.check not in ("volume", "freshness")
    state = _SEVERITIES[one.severity] if one.state == "failed" and one.severity else ""
    return _Line(
        column=one.column,
        column_zh=front + (shown or "整表"),
        rows=f"{one.rows:,}" if one.state != "not_applicable" else "",
        failed=f"{one.failed:,}" if percent else "",
        share=_share(one),
        width=round(float(one.share) * 100) if percent and one.share is not None else None,
        asked=_asked(one),
        state=state or _STATES.get(one.state, one.state),
        tone=one.severity if one.state == "failed" else one.state,
        why=one.why,
    )


def _share(one: Finding) -> str:
    if one.share is None or one.check == "freshness":
        return ""
    if one.check == "volume":
        return f"×{float(one.share):.2f}"
    percent = float(one.share) * 100
    # the one row in a million that fails is seen: no share below one is shown as 100 %
    return f"{min(percent, 99.99):.2f}%" if one.failed else f"{percent:.2f}%"


def _asked(one: Finding) -> str:
    if one.least is None or one.check == "freshness":
        return ""
    if one.check == "volume":
        most = "" if one.most is None else f"–{float(one.most):.2f}"
        return f"×{float(one.least):.2f}{most}"
    return f"≥ {float(one.least) * 100:g}%"
