"""``xiezhi shelf move``: the other steps of an application."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.shelf.acting import plain_application, today, told_application
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

ACTIONS = ("supplement", "complete", "extend", "suspend", "resume", "withdraw")


@verb("move", room="shelf_move")
@argument("number", metavar="NUMBER", words="shelf.NUMBER")
@argument("action", type=click.Choice(ACTIONS), words="shelf_move.ACTION")
@option("--reason", default="", metavar="TEXT", words="shelf_move.reason")
@workspace
@as_json
def command(number: str, action: str, reason: str, workspace: Path, as_json: bool) -> None:
    """Send back for papers, complete, extend the time, suspend, resume, withdraw."""
    with opened(workspace) as shelf:
        one = shelf.register.act(number, action, written(), reason)  # type: ignore[arg-type]
    if as_json:
        click.echo(json.dumps(plain_application(one, today()), ensure_ascii=False))
    else:
        click.echo(told_application(one, today()))
