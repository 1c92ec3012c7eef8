"""``xiezhi shelf list``: what is on the shelf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.acting import open_corrections
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import as_json, verb

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from xiezhi.workspace.shelf import Shelf

__all__ = ["command"]


@verb("list", room="shelf_list")
@workspace
@as_json
def command(workspace: Path, as_json: bool) -> None:
    """One line a table: rows, version, day, provider, contract and its last day."""
    with opened(workspace) as shelf:
        lines = [_line(shelf, name) for name in shelf.store.tables]
        waiting = open_corrections(shelf.register, shelf.store.tables)
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=1))
        return
    if not lines:
        click.echo(say("shelf.empty"))
        return
    heads = ("table", "rows", "version", "as_of", "provider", "contract", "until")
    rows = [[say(f"shelf.{head}") for head in heads]]
    for line in lines:
        told = line["title_zh"] if current() == "zh" else line["title_en"]
        rows.append(
            [
                f"{told}  {line['table']}",
                f"{line['rows']:,}",
                str(line["number"]),
                line["data_as_of"] or say("shelf.none"),
                cut("、".join(line["providers"]), 24),
                "、".join(line["contracts"]),
                line["until"] or say("shelf.none"),
            ]
        )
    click.echo(table(rows, right=(1, 2)))
    if waiting:
        click.echo(waiting)


def _line(shelf: Shelf, name: str) -> dict[str, Any]:
    from xiezhi.rulebook.tables import Tables

    snapshot = shelf.store.snapshot(name)
    deliveries = [shelf.store.delivery(batch) for batch in snapshot.batches]
    numbers = list(dict.fromkeys(one.contract_id for one in deliveries if one.contract_id))
    days = [one.data_as_of.isoformat() for one in deliveries if one.data_as_of]
    until = [shelf.register.contract(number).valid_until.isoformat() for number in numbers]
    title = Tables.load()[name].title
    return {
        "table": name,
        "title_zh": title.zh,
        "title_en": title.en,
        "rows": snapshot.rows,
        "number": snapshot.number,
        "snapshot": snapshot.id,
        "data_as_of": max(days) if days else None,
        "providers": list(dict.fromkeys(one.provider for one in deliveries)),
        "contracts": numbers,
        "until": min(until) if until else None,
        "corrections": [one.id for one in shelf.register.corrections_of(name)],
    }
