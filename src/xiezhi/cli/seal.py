"""``xiezhi seal``: a bundle as one file that only its recipient opens."""

from __future__ import annotations

from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.passphrase import asked
from xiezhi.cli.verb import argument, option, verb

__all__ = ["command"]


@verb("seal")
@argument("bundle", type=click.Path(path_type=Path), words="seal.BUNDLE")
@option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", words="seal.out")
@option(
    "--cipher",
    type=click.Choice(["sm4-gcm", "aes-256-gcm"]),
    default="sm4-gcm",
    words="seal.cipher",
)
@option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="FILE", words="seal.passphrase"
)
def command(bundle: Path, out: Path, cipher: str, passphrase_file: Path | None) -> None:
    """Seal one bundle; what does not hold its own sums is not sealed."""
    from xiezhi.evidence.bundle import open_bundle
    from xiezhi.evidence.seal import seal
    from xiezhi.evidence.sums import sums_problems
    from xiezhi.kernel.errors import XiezhiError

    open_bundle(bundle)
    if problems := sums_problems(bundle):
        raise XiezhiError(*problems)
    seal(bundle, out, asked(passphrase_file, confirm=True), cipher)  # type: ignore[arg-type]
    click.echo(say("seal.done", out=out, size=f"{out.stat().st_size:,}"))
