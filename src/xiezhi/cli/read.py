"""``xiezhi read``: documents, of files or of the shelf → fact tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import table
from xiezhi.cli.progress import progress
from xiezhi.cli.reveal import now
from xiezhi.cli.shelf.acting import office, today
from xiezhi.cli.shelf.place import opened, who, workspace
from xiezhi.cli.verb import argument, as_json, flag, option, quiet, verb
from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["command", "reading_lines"]


SHELF = "shelf"
"""What DOCS is when documents on the shelf are read: ``shelf`` or ``shelf:TABLE``."""


class CoverageFileError(XiezhiError):
    """The file that says what the documents cover cannot be used."""

    exit_code = 3


@verb("read")
@argument("docs", metavar="DOCS", default=SHELF, words="read.DOCS")
@option("--out", type=click.Path(path_type=Path), metavar="DIR", words="read.out")
@workspace
@office
@option("--purpose", default="", metavar="TEXT", words="read.purpose")
@option("--processes", type=click.IntRange(1), metavar="N", words="read.processes")
@option("--coverage", type=click.Path(path_type=Path), metavar="FILE", words="read.coverage")
@flag("--fresh", words="read.fresh")
@quiet
@as_json
def command(
    docs: str,
    out: Path | None,
    workspace: Path,
    office: str,
    purpose: str,
    processes: int | None,
    coverage: Path | None,
    fresh: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read every document of a source, or of a table of the shelf, into fact tables."""
    name, _, table_name = docs.partition(":")
    of_shelf = name == SHELF and not Path(docs).exists()
    if out is None and not of_shelf:
        raise click.UsageError(say("read.where"))
    covers = _coverage(coverage) if coverage else None
    told = ""
    with progress(say("read.reading"), quiet=quiet or as_json) as tell:
        if of_shelf or out is None:
            from xiezhi.workspace.reading import ReadRequest, read_on_shelf

            request = ReadRequest(
                now().isoformat(timespec="seconds"), table_name or "document", out, purpose,
                processes, fresh, covers,
            )  # fmt: skip
            with opened(workspace) as shelf:
                done = read_on_shelf(shelf, shelf.reader(who(), office, today()), request, tell)
            manifest, out = done.manifest, done.out
            told = _from_shelf(manifest["shelf"], done.state)
        else:
            from xiezhi.text.job import read_documents

            manifest = read_documents(
                docs, out, processes, resume=not fresh, progress=tell, coverage=covers
            )
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False))
    else:
        click.echo("\n".join(line for line in (told, reading_lines(manifest, out)) if line))


def _from_shelf(said: dict[str, Any], state: str) -> str:
    """Which version was read, under which contracts; and whether it had been read before."""
    return say(
        "read.unchanged" if state == "unchanged" else "read.from_shelf",
        table=said["table"],
        version=said["version"],
        contracts="、".join(one["id"] for one in said["contracts"] if one["id"]) or "—",
    )


def _coverage(path: Path) -> dict[str, Any]:
    try:
        covers = json.loads(path.read_text("utf8"))
    except ValueError as error:
        raise CoverageFileError(
            Problem(
                what=say("read.coverage_unreadable"),
                where=str(path),
                why=str(error),
                cure=say("read.coverage_cure"),
                code="coverage-unreadable",
            )
        ) from error
    found: dict[str, Any] = covers
    return found


def reading_lines(manifest: dict[str, Any], out: Path) -> str:
    """What was read, in lines: documents by status, the commonest reasons for declining."""
    from xiezhi.cli.language import current
    from xiezhi.report.words import WORDS

    place = 0 if current() == "zh" else 1
    statuses = manifest.get("statuses") or manifest.get("by_status") or {}
    rows = [
        [WORDS.get(f"status.{name}", (name, name))[place], f"{count:,}"]
        for name, count in sorted(statuses.items(), key=lambda pair: -pair[1])
    ]
    lines = [
        say(
            "read.done",
            documents=f"{manifest['documents']:,}",
            characters=f"{manifest.get('characters', 0) / 1e6:.1f}",
            out=out,
        ),
        table(rows, right=(1,)),
    ]
    reasons = sorted((manifest.get("reasons") or {}).items(), key=lambda pair: -pair[1])[:8]
    if reasons:
        lines.append(say("read.reasons"))
        lines.append(
            table([["  " + _why(why), f"{count:,}"] for why, count in reasons], right=(1,))
        )
    for key in ("duplicates_left_out", "ids_made_distinct", "files_skipped"):
        if manifest.get(key):
            lines.append(say(f"read.{key}", n=f"{manifest[key]:,}"))
    return "\n".join(line for line in lines if line)


def _why(why: str) -> str:
    from xiezhi.shelf.normalise.in_chinese import in_chinese

    return in_chinese(why) if current() == "zh" else why
