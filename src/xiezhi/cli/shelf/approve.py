"""``xiezhi shelf approve``: agree to an application."""

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


@verb("approve", room="shelf_approve")
@argument("number", metavar="NUMBER", words="shelf.NUMBER")
@option("--reason", default="", metavar="TEXT", words="shelf_approve.reason")
@workspace
@as_json
def command(number: str, reason: str, workspace: Path, as_json: bool) -> None:
    """Beyond the contract, the consent of who gave the data is named as the reason."""
    from xiezhi.workspace.sharing import approve

    with opened(workspace) as shelf:
        one = approve(shelf, number, written(), reason)
    if as_json:
        click.echo(json.dumps(plain_application(one, today()), ensure_ascii=False))
    else:
        click.echo(told_application(one, today()))
