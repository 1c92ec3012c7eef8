"""``xiezhi show``: clues in the terminal."""

from __future__ import annotations

import dataclasses
import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.reveal import asked, reveal_options
from xiezhi.cli.verb import argument, as_json, option, verb
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from xiezhi.report.content import Clue, Report

__all__ = ["command"]


@verb("show")
@argument("run", type=click.Path(path_type=Path), words="show.RUN")
@argument("clue", required=False, words="show.CLUE")
@option("--model", metavar="MODEL", words="show.model")
@option("--organ", metavar="TEXT", words="show.organ")
@option("--grade", type=click.Choice(["certain", "suspicious", "indicative"]), words="show.grade")
@option("--limit", type=click.IntRange(1), default=50, metavar="N", words="show.limit")
@option("--letter", is_flag=True, words="show.letter")
@reveal_options
@as_json
def command(
    run: Path,
    clue: str | None,
    model: str | None,
    organ: str | None,
    grade: str | None,
    limit: int,
    letter: bool,
    reveal: bool,
    who: str | None,
    why: str | None,
    as_json: bool,
) -> None:
    """List the clues of a run, or show one whole."""
    request = asked(reveal=reveal, who=who, why=why)
    from xiezhi.cli.telling import clue_lines, clue_table
    from xiezhi.report.gathering import gather

    report = gather(run, reveal=request)
    if request is not None:
        click.echo(say("show.revealed", who=request.who, why=request.why), err=True)
    models = {part.id: part for part in report.models}
    if clue is not None:
        one = _find(report, clue)
        if letter:
            click.echo(_letter(run, one))
            return
        click.echo(_json(one) if as_json else clue_lines(one, models[one.model]))
        return
    found = [
        one
        for one in report.clues
        if (model is None or one.model == model)
        and (organ is None or organ in one.organ)
        and (grade is None or one.grade == grade)
    ]
    if as_json:
        click.echo(_json(found))
        return
    if not found:
        click.echo(say("show.none", models=len(models)))
        return
    click.echo(clue_table(found[:limit], models))
    if len(found) > limit:
        click.echo(say("show.more", shown=limit, all=len(found)))


def _find(report: Report, start: str) -> Clue:
    """The clue whose id begins so.

    Raises:
        XiezhiError: None does, or several do.
    """
    found = [clue for clue in report.clues if clue.id.startswith(start.lower())]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(clue.id[:12] for clue in found[:5])
    raise XiezhiError(
        Problem(
            what=say("show.several" if found else "show.unknown", id=start),
            why=ids,
            cure=say("show.which"),
            code="clue-several" if found else "clue-unknown",
        )
    )


def _letter(run: Path, clue: Clue) -> str:
    """The verification letter of a clue's model, filled in.

    Raises:
        XiezhiError: The model has no letter.
    """
    from xiezhi.evidence.bundle import open_bundle
    from xiezhi.report.letter import write_letter

    folder = run if (run / "manifest.json").is_file() else run / clue.model
    letter = open_bundle(folder).model_text("letter.md")
    if not letter:
        raise XiezhiError(
            Problem(
                what=say("show.letterless", model=clue.model),
                where=str(folder),
                cure=say("show.letters"),
                code="letter-missing",
            )
        )
    return write_letter(letter, clue)


def _json(value: object) -> str:
    def plain(one: object) -> object:
        if dataclasses.is_dataclass(one) and not isinstance(one, type):
            fields = dataclasses.fields(one)
            return {field.name: getattr(one, field.name) for field in fields}
        if isinstance(one, datetime.date | Decimal):
            return str(one)
        raise TypeError(type(one).__name__)

    return json.dumps(value, ensure_ascii=False, indent=2, default=plain)
