"""``xiezhi models``: the list of supervision models."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import columns, cut, table, width
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from xiezhi.model.spec import Model

__all__ = ["command"]

_STATUSES = ["experimental", "tested", "verified", "retired"]


@verb("models")
@argument("words", nargs=-1, metavar="MODEL", words="models.MODEL")
@option("--grade", type=click.Choice(["certain", "suspicious", "indicative"]), words="models.grade")
@option("--status", type=click.Choice(_STATUSES), words="models.status")
@option("--field-ready", is_flag=True, words="models.field_ready")
@as_json
def command(
    words: tuple[str, ...],
    grade: str | None,
    status: str | None,
    field_ready: bool,
    as_json: bool,
) -> None:
    """List models: all, of a line, or of a folder."""
    from xiezhi.rulebook import field_ready as listed
    from xiezhi.workspace import Workspace

    ready = {one.model for one in listed.field_ready()}
    models = [
        model
        for model in Workspace.models(words or ("all",))
        if (grade is None or model.grade == grade)
        and (status is None or model.status == status)
        and (not field_ready or model.id in ready)
    ]
    if as_json:
        click.echo(json.dumps([_plain(model) for model in models], ensure_ascii=False, indent=2))
        return
    language = current()
    rows = [[say("models.id"), say("models.title"), say("run.grade"), say("models.state")]]
    rows += [
        [
            f"{model.id} *" if model.id in ready else model.id,
            model.title.of(language),
            say(f"run.{model.grade}"),
            say(f"models.{model.status}"),
        ]
        for model in models
    ]
    room = columns(140) - sum(max(width(row[place]) for row in rows) for place in (0, 2, 3)) - 6
    for row in rows:
        row[1] = cut(row[1], max(24, room))
    click.echo(table(rows))
    click.echo(say("models.count", n=len(models)))
    if ready & {model.id for model in models}:
        click.echo(say("models.star"))


def _plain(model: Model) -> dict[str, object]:
    return {
        "model": model.id,
        "version": model.version,
        "title": {"zh": model.title.zh, "en": model.title.en},
        "line": model.line,
        "point": {"zh": model.point.zh, "en": model.point.en},
        "grade": model.grade,
        "status": model.status,
        "sensitivity": model.sensitivity,
        "tables": sorted({item.table for item in model.inputs}),
        "law": [entry.cite for entry in model.law],
        "folder": model.folder,
    }
