"""``xiezhi read``: documents → fact tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import table
from xiezhi.cli.progress import progress
from xiezhi.cli.verb import argument, as_json, flag, option, quiet, verb
from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["command", "reading_lines"]


class CoverageFileError(XiezhiError):
    """The file that says what the documents cover cannot be used."""

    exit_code = 3


@verb("read")
@argument("docs", metavar="DOCS", words="read.DOCS")
@option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", words="read.out")
@option("--processes", type=click.IntRange(1), metavar="N", words="read.processes")
@option("--coverage", type=click.Path(path_type=Path), metavar="FILE", words="read.coverage")
@flag("--fresh", words="read.fresh")
@quiet
@as_json
def command(
    docs: str,
    out: Path,
    processes: int | None,
    coverage: Path | None,
    fresh: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read every document of a source into fact tables."""
    from xiezhi.text.job import read_documents

    covers = _coverage(coverage) if coverage else None
    with progress(say("read.reading"), quiet=quiet or as_json) as tell:
        manifest = read_documents(
            docs, out, processes, resume=not fresh, progress=tell, coverage=covers
        )
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False))
    else:
        click.echo(reading_lines(manifest, out))


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
