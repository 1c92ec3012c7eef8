"""``xiezhi shelf request``: an office asks for a table of the shelf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.acting import day_of, office, plain_application, today, told_application
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.model.spec import Model

__all__ = ["command"]


@verb("request", room="shelf_request")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@option("--basis", "bases", multiple=True, metavar="LAW", words="shelf_request.basis")
@option("--scene", default="", metavar="TEXT", words="shelf_request.scene")
@option("--purpose", "purposes", multiple=True, metavar="WORD", words="shelf_request.purpose")
@option("--model", "model_word", metavar="MODEL", words="shelf_request.model")
@option("--columns", default="", metavar="A,B", words="shelf_request.columns")
@option("--rows", default="", metavar="TEXT", words="shelf_request.rows")
@option("--way", default="shelf", metavar="WORD", words="shelf_request.way")
@option("--since", metavar="DATE", words="shelf_request.since")
@option("--until", required=True, metavar="DATE", words="shelf_request.until")
@option("--second-use-of", default="", metavar="NUMBER", words="shelf_request.second")
@office
@workspace
@as_json
def command(table_name: str, office: str, workspace: Path, as_json: bool, **asked: Any) -> None:
    """Legal basis, scene, scope, way, term: what is missing is told at once."""
    from xiezhi.shelf.sharing.application import Application
    from xiezhi.workspace.sharing import ask

    day = today()
    model = _model(asked["model_word"])
    purposes = asked["purposes"] or ((model.purpose,) if model is not None else ())
    application = Application(
        id="",
        table=table_name,
        office=office,
        basis=asked["bases"],
        scene=asked["scene"],
        purposes=purposes,
        columns=tuple(name for name in asked["columns"].split(",") if name),
        way=asked["way"],
        valid_from=day_of(asked["since"], "--since") or day,
        valid_until=day_of(asked["until"], "--until") or day,
        received=day,
        by=written().by,
        rows=asked["rows"],
        model=model.id if model is not None else "",
        second_use_of=asked["second_use_of"],
    )
    with opened(workspace) as shelf:
        made = ask(shelf, application, written(), model)
    if as_json:
        click.echo(json.dumps(plain_application(made, day), ensure_ascii=False))
        return
    click.echo(say("shelf_request.done", number=made.id))
    click.echo(told_application(made, day))


def _model(word: str | None) -> Model | None:
    if word is None:
        return None
    from xiezhi.workspace import Workspace

    (model, *_) = Workspace.models([word])
    return model
