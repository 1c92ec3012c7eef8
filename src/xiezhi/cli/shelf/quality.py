"""``xiezhi shelf quality``: how good a table is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.failure import found
from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.acting import open_corrections, today
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.shelf.versions import snapshot_of
from xiezhi.cli.verb import argument, as_json, flag, option, verb

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.shelf.quality.finding import QualityReport

__all__ = ["command"]


@verb("quality", room="shelf_quality")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@option("--version", "number", type=int, metavar="VERSION", words="shelf_quality.version")
@flag("--all", "everything", words="shelf_quality.all")
@flag("--strict", words="shelf_quality.strict")
@workspace
@as_json
def command(
    table_name: str,
    number: int | None,
    everything: bool,
    strict: bool,
    workspace: Path,
    as_json: bool,
) -> None:
    """Every check against its threshold; report and failing rows are kept with the shelf."""
    from xiezhi.shelf.quality.page import HTML_FILE, ROWS_FILE
    from xiezhi.workspace.measuring import measure

    with opened(workspace) as shelf:
        at = snapshot_of(shelf, table_name, number) if number is not None else None
        report = measure(shelf, table_name, today(), at=at)
        folder = shelf.quality_folder(table_name, report.version)
        asked = [one.id for one in shelf.register.corrections_of(table_name)]
        waiting = open_corrections(shelf.register, [table_name])
    if as_json:
        plain = report.to_json() | {"folder": str(folder), "corrections": asked}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        click.echo(_told(report, everything=everything))
        if waiting:
            click.echo(waiting)
        click.echo(say("shelf_quality.kept", page=folder / HTML_FILE, rows=folder / ROWS_FILE))
    if strict and report.worst() == "error":
        found()


def _of_language(why: str) -> str:
    """The half of ``原因 / reason`` that is spoken; all of it where it has no halves."""
    chinese, parted, english = why.partition(" / ")
    return (chinese if current() == "zh" else english) if parted else why


def _told(report: QualityReport, *, everything: bool) -> str:
    from xiezhi.rulebook.quality import QualityRules
    from xiezhi.rulebook.tables import Tables

    titles, standard = QualityRules.load().titles, Tables.load()[report.table]
    heads = ("state", "check", "column", "share", "asked", "why")
    rows = [[say(f"shelf_quality.{head}") for head in heads]]
    order = {"error": 0, "warning": 1, "notice": 2, "": 3}
    for one in sorted(report.findings, key=lambda one: order[one.severity]):
        if one.state != "failed" and not everything:
            continue
        state = one.severity if one.state == "failed" and one.severity else one.state
        column = "、".join(
            standard.columns[name].title.of(current()) if name in standard.columns else name
            for name in one.column.split("+")
        )
        share = "" if one.share is None else f"{float(one.share):.4f}"
        least = "" if one.least is None else f"≥ {float(one.least):g}"
        check = titles[one.check][0].of(current())
        rows.append(
            [
                say(f"shelf_quality.{state}"),
                check,
                column,
                share,
                least,
                cut(_of_language(one.why), 50),
            ]
        )
    worst = report.worst()
    summary = say(
        "shelf_quality.summary",
        table=standard.title.of(current()),
        rows=f"{report.rows:,}",
        failed=sum(one.state == "failed" for one in report.findings),
        checks=sum(one.state in ("passed", "failed") for one in report.findings),
        worst=say(f"shelf_quality.{worst}") if worst else say("shelf_quality.passed"),
    )
    return "\n".join([summary, table(rows, right=(3, 4))] if len(rows) > 1 else [summary])
