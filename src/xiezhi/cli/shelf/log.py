"""``xiezhi shelf log``: every use of the shelf, for the office and for who gave the data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import as_json, option, verb
from xiezhi.cli.words.shelf_log import in_chinese

__all__ = ["command"]

_RESULT = 15
_SHOWN = (0, 1, 2, 4, 6, 7, 9, 15, 16)


@verb("log", room="shelf_log")
@option("--provider", metavar="OFFICE", words="shelf_log.provider")
@option("--table", "table_name", metavar="TABLE", words="shelf_log.table")
@option("--out", type=click.Path(path_type=Path), metavar="FILE", words="shelf_log.out")
@workspace
@as_json
def command(
    provider: str | None, table_name: str | None, out: Path | None, workspace: Path, as_json: bool
) -> None:
    """The chain is checked each time; a changed log is not shown but told."""
    from xiezhi.shelf.use.log import HEADINGS, lines_for

    with opened(workspace) as shelf:
        entries = shelf.log.entries()
    lines = lines_for(entries, provider, table_name)
    head = entries[-1]["hash"] if entries else ""
    if out is not None:
        _write(out, [in_chinese(line) for line in lines], provider, head)
        click.echo(say("shelf_log.written", n=len(lines), out=out))
        return
    if as_json:
        named = [dict(zip(HEADINGS, line, strict=True)) for line in lines]
        click.echo(json.dumps({"head": head, "uses": named}, ensure_ascii=False))
        return
    if not lines:
        click.echo(say("shelf_log.none"))
        return
    english = say("shelf_log.heads").split("|")
    rows = [english if current() == "en" else [HEADINGS[place] for place in _SHOWN]]
    rows += [[cut(_spoken(place, line[place]), 28) for place in _SHOWN] for line in lines]
    click.echo(table(rows))
    click.echo(say("shelf_log.whole", n=len(entries), head=head[:16]))


def _spoken(place: int, text: str) -> str:
    """A result in words; everything else as it was logged."""
    if place == _RESULT and text in ("done", "refused", "interrupted"):
        return say("run.done_state" if text == "done" else f"run.{text}")
    return text


def _write(out: Path, lines: list[tuple[str, ...]], provider: str | None, head: str) -> None:
    from xiezhi.shelf.use.log import as_csv
    from xiezhi.shelf.use.log_paper import write_paper

    if out.suffix.lower() == ".docx":
        write_paper(lines, out, provider or "", head)
    else:
        out.write_text(as_csv(lines), "utf8", newline="")
