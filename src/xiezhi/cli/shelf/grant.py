"""``xiezhi shelf grant``: open the table to the office that asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.acting import plain_application, today, told_application
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, flag, option, verb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@verb("grant", room="shelf_grant")
@argument("number", metavar="NUMBER", words="shelf.NUMBER")
@option("--only", metavar="COLUMN=VALUE,…", words="shelf_grant.only")
@flag("--below", words="shelf_grant.below")
@workspace
@as_json
def command(number: str, only: str | None, below: bool, workspace: Path, as_json: bool) -> None:
    """With the rows of its jurisdiction: a column of divisions or agencies and its values."""
    from xiezhi.engine.base import RowFilter
    from xiezhi.workspace.sharing import grant

    rows = None
    if only is not None:
        column, sign, values = only.partition("=")
        if not sign or not column or not values:
            raise click.BadParameter(say("shelf_grant.bad_only", text=only), param_hint="--only")
        rows = RowFilter(column, tuple(values.split(",")), prefix=below)
    with opened(workspace) as shelf:
        one = grant(shelf, number, written(), rows)
    if as_json:
        click.echo(json.dumps(plain_application(one, today()), ensure_ascii=False))
    else:
        click.echo(told_application(one, today()))
