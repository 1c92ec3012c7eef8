"""``xiezhi unseal``: a sealed file back into a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.passphrase import asked
from xiezhi.cli.verb import argument, option, verb

__all__ = ["command"]


@verb("unseal")
@argument("file", type=click.Path(path_type=Path), words="unseal.FILE")
@option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", words="unseal.out")
@option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="FILE", words="seal.passphrase"
)
def command(file: Path, out: Path, passphrase_file: Path | None) -> None:
    """Open a sealed bundle into a folder that is not there yet."""
    from xiezhi.evidence.bundle import open_bundle
    from xiezhi.evidence.seal import unseal

    if out.exists():
        raise click.BadParameter(say("unseal.there", out=out), param_hint="--out")
    unseal(file, out, asked(passphrase_file))
    manifest = open_bundle(out).manifest
    click.echo(say("unseal.done", out=out, clues=f"{manifest.counts.clues:,}"))
