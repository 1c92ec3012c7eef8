"""``xiezhi report``: a run as one HTML file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.reveal import asked, now, reveal_options
from xiezhi.cli.verb import argument, as_json, flag, option, verb

__all__ = ["command"]


@verb("report")
@argument("run", type=click.Path(path_type=Path), words="report.RUN")
@option("--out", type=click.Path(path_type=Path), metavar="FILE", words="report.out")
@flag("--open", "open_", words="report.open")
@reveal_options
@as_json
def command(
    run: Path,
    out: Path | None,
    open_: bool,
    reveal: bool,
    who: str | None,
    why: str | None,
    as_json: bool,
) -> None:
    """Write the report of a run folder or of one bundle."""
    request = asked(reveal=reveal, who=who, why=why)
    from xiezhi import __version__
    from xiezhi.report.gathering import gather
    from xiezhi.report.render import write_page

    gathered = gather(run, reveal=request, made=now())
    target = out or default_place(run)
    size = write_page(gathered, target, __version__)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "report": str(target),
                    "bytes": size,
                    "models": len(gathered.models),
                    "clues": len(gathered.clues),
                    "revealed": request is not None,
                },
                ensure_ascii=False,
            )
        )
    else:
        click.echo(
            say(
                "report.written",
                path=target,
                clues=f"{len(gathered.clues):,}",
                models=len(gathered.models),
                size=f"{size / 1e6:.1f}",
            )
        )
        if request is not None:
            click.echo(say("report.revealed", who=request.who, why=request.why), err=True)
    if open_:
        click.launch(target.resolve().as_uri())


def default_place(run: Path) -> Path:
    """``report.html`` in a run folder; beside a bundle, whose files are summed and stay alone."""
    if (run / "manifest.json").is_file():
        return run.resolve().with_name(f"{run.resolve().name}-report.html")
    return run / "report.html"
