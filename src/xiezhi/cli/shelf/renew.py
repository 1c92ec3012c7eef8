"""``xiezhi shelf renew``: a contract goes on, with a new last day or a wider purpose."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.acting import day_of
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@verb("renew", room="shelf_renew")
@argument("number", metavar="NUMBER", words="shelf_renew.NUMBER")
@option("--until", metavar="DATE", words="shelf_renew.until")
@option("--basis", "bases", multiple=True, metavar="LAW", words="shelf_renew.basis")
@option("--purpose", "purposes", multiple=True, metavar="WORD", words="shelf_renew.purpose")
@option("--conditions", metavar="TEXT", words="shelf_renew.conditions")
@workspace
@as_json
def command(
    number: str,
    until: str | None,
    bases: tuple[str, ...],
    purposes: tuple[str, ...],
    conditions: str | None,
    workspace: Path,
    as_json: bool,
) -> None:
    """What was agreed anew; the contract as it was stays in the register."""
    from xiezhi.workspace.adding import renew

    with opened(workspace) as shelf:
        before = shelf.register.contract(number)
        agreed = replace(
            before,
            valid_until=day_of(until, "--until") or before.valid_until,
            basis=bases or before.basis,
            purposes=purposes or before.purposes,
            conditions=before.conditions if conditions is None else conditions,
        )
        after = renew(shelf, agreed, written())
    if as_json:
        click.echo(json.dumps(after.to_json(), ensure_ascii=False))
        return
    click.echo(
        say(
            "shelf_renew.done",
            number=after.id,
            until=after.valid_until,
            purposes="、".join(after.purposes),
        )
    )
