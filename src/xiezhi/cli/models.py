"""``xiezhi models``: the list of supervision models."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import columns, cut, table, width
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xiezhi.model.spec import Model
    from xiezhi.rulebook.field_ready import FieldReady, OnProvince

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

    ready = listed.field_ready()
    models = [
        model
        for model in Workspace.models(words or ("all",))
        if (grade is None or model.grade == grade)
        and (status is None or model.status == status)
        and (not field_ready or model.id in ready.models)
    ]
    if as_json:
        plain = [_plain(model, ready) for model in models]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    if field_ready:
        _groups(models, ready)
        return
    click.echo(_table(models, dict.fromkeys(ready.models, " *")))
    click.echo(say("models.count", n=len(models)))
    if set(ready.models) & {model.id for model in models}:
        click.echo(say("models.star"))


def _groups(models: Sequence[Model], ready: FieldReady) -> None:
    """The field-ready models with their yields, each list under a line that says what they mean."""
    by_id = {model.id: model for model in models}
    judgments = {
        one.model: say("models.clues", n=one.clues) for one in ready.judgments if one.model in by_id
    }
    province = {one.model: _found(one) for one in ready.province if one.model in by_id}
    if judgments:
        click.echo(say("models.on_judgments", n=len(judgments), documents=ready.documents))
        click.echo(_table([by_id[name] for name in judgments], {}, judgments))
    if judgments and province:
        click.echo()
    if province:
        people, seed = ready.people, ready.seed
        click.echo(say("models.on_province", n=len(province), people=people, seed=seed))
        click.echo(_table([by_id[name] for name in province], {}, province))
    click.echo(say("models.letters"))


def _found(one: OnProvince) -> str:
    """What was found of what is true, whose the rest is, and what was raised in vain."""
    shared = one.beside and one.found < one.true
    text = say("models.beside" if shared else "models.found", found=one.found, true=one.true)
    return text + (say("models.extra", n=one.extra) if one.extra else "")


def _table(
    models: Sequence[Model], marks: Mapping[str, str], yields: Mapping[str, str] | None = None
) -> str:
    """One line a model; ``yields`` adds a column."""
    language = current()
    rows = [[say("models.id"), say("models.title"), say("run.grade"), say("models.state")]]
    rows += [
        [
            model.id + marks.get(model.id, ""),
            model.title.of(language),
            say(f"run.{model.grade}"),
            say(f"models.{model.status}"),
        ]
        for model in models
    ]
    if yields is not None:
        ends = [say("models.yield"), *(yields[model.id] for model in models)]
        rows = [[*row, end] for row, end in zip(rows, ends, strict=True)]
    taken = [place for place in range(len(rows[0])) if place != 1]
    room = columns(140) - sum(max(width(row[place]) for row in rows) for place in taken)
    for row in rows:
        row[1] = cut(row[1], max(24, room - 2 * len(taken)))
    return table(rows)


def _plain(model: Model, ready: FieldReady) -> dict[str, object]:
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
        "field_ready": _yield(model.id, ready),
    }


def _yield(model: str, ready: FieldReady) -> dict[str, object] | None:
    """What a field-ready model yielded and on what data; None for the others."""
    for read in ready.judgments:
        if read.model == model:
            return {"on": "judgments", "documents": ready.documents, "clues": read.clues}
    for one in ready.province:
        if one.model == model:
            return {
                "on": "invented province",
                "people": ready.people,
                "seed": ready.seed,
                "check": one.check,
                "clues": one.clues,
                "true": one.true,
                "found": one.found,
                "extra": one.extra,
                "beside": list(one.beside),
            }
    return None
