"""``xiezhi shelf history``: every version of a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import argument, as_json, verb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@verb("history", room="shelf_history")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@workspace
@as_json
def command(table_name: str, workspace: Path, as_json: bool) -> None:
    """Versions, oldest first: what was loaded, from whom, how, what is in effect."""
    with opened(workspace) as shelf:
        snapshots = shelf.store.history(table_name)
        asked = shelf.register.last_asked(table_name)
    lines: list[dict[str, Any]] = [
        {
            "number": one.number,
            "snapshot": one.id,
            "mode": one.mode,
            "rows": one.rows,
            "batch": one.delivery.batch if one.delivery else None,
            "provider": one.delivery.provider if one.delivery else None,
            "files": [file.name for file in one.delivery.files] if one.delivery else [],
            "data_as_of": str(one.delivery.data_as_of)
            if one.delivery and one.delivery.data_as_of
            else None,
            "loaded": one.delivery.loaded if one.delivery else None,
            "reason": one.delivery.reason if one.delivery else "",
            "state": "current" if one.current else "reverted" if one.reverted else "kept",
        }
        for one in snapshots
    ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=1))
        return
    heads = ("version", "mode", "rows", "batch", "as_of", "provider", "loaded")
    rows = [[*(say(f"shelf.{head}") for head in heads), say("shelf_history.files"), ""]]
    for line in lines:
        shown = [line["number"], say(f"shelf_history.{line['mode']}"), f"{line['rows']:,}"]
        shown += [line["batch"], line["data_as_of"], line["provider"], line["loaded"]]
        files = cut("、".join(dict.fromkeys(line["files"])), 40)
        state = say(f"shelf_history.{line['state']}")
        if line["reason"]:
            state += say("shelf_history.anyway", reason=line["reason"])
        rows.append(
            [*(say("shelf.none") if one is None else str(one) for one in shown), files, state]
        )
    click.echo(table(rows, right=(0, 2, 3)))
    if asked is not None:
        said = {"day": asked.day, "provider": asked.provider, "behind": asked.behind}
        click.echo(say("shelf_history.asked", **said))
