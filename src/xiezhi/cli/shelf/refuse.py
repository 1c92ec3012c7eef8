"""``xiezhi shelf refuse``: say no to an application."""

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


@verb("refuse", room="shelf_refuse")
@argument("number", metavar="NUMBER", words="shelf.NUMBER")
@option("--reason", default="", metavar="TEXT", words="shelf_refuse.reason")
@workspace
@as_json
def command(number: str, reason: str, workspace: Path, as_json: bool) -> None:
    """The reason is told to who asked."""
    with opened(workspace) as shelf:
        one = shelf.register.act(number, "refuse", written(), reason)
    if as_json:
        click.echo(json.dumps(plain_application(one, today()), ensure_ascii=False))
    else:
        click.echo(told_application(one, today()))
