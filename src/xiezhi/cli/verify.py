"""``xiezhi verify``: is a bundle what it says?"""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.failure import found, report_problems
from xiezhi.cli.language import current, say
from xiezhi.cli.progress import progress
from xiezhi.cli.shelf.acting import office, today
from xiezhi.cli.shelf.place import opened, who
from xiezhi.cli.verb import argument, as_json, option, quiet, verb
from xiezhi.cli.words.problems_whys import why_in
from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from xiezhi.run.verify import Verification
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["command"]


@verb("verify")
@argument("run", type=click.Path(path_type=Path), words="verify.RUN")
@option("--facts", type=click.Path(path_type=Path), metavar="DIR", words="verify.facts")
@option("--workspace", type=click.Path(path_type=Path), metavar="DIR", words="verify.workspace")
@option("--trust", type=click.Path(path_type=Path), metavar="FILE", words="verify.trust")
@office
@quiet
@as_json
def command(
    run: Path,
    facts: Path | None,
    workspace: Path | None,
    trust: Path | None,
    office: str,
    quiet: bool,
    as_json: bool,
) -> None:
    """Verify one bundle or every bundle of a run folder."""
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.evidence.bundle import bundle_folders
    from xiezhi.evidence.signature import load_trusted
    from xiezhi.run.verify import verify_bundle
    from xiezhi.shelf.facts_folder import FactsFolder
    from xiezhi.workspace.replaying import catalogue_then

    trusted = load_trusted(trust) if trust else {}
    # hashes remembered from earlier runs are not trusted here
    catalogue: Catalogue | None = FactsFolder(facts, trust_unchanged=False) if facts else None
    folders = bundle_folders(run)
    answers: list[Verification] = []
    with (
        opened(workspace) if workspace else nullcontext() as shelf,
        progress(say("verify.verifying"), quiet=quiet or as_json) as tell,
    ):
        for number, folder in enumerate(folders, 1):
            if shelf is not None:
                catalogue = catalogue_then(shelf, folder, shelf.reader(who(), office, today()))
            answers.append(verify_bundle(folder, trusted, catalogue, DuckDBEngine()))
            tell(number, len(folders))
    if as_json:
        click.echo(json.dumps([_plain(one) for one in answers], ensure_ascii=False, indent=2))
    else:
        for answer in answers:
            _tell(answer)
    if not all(answer.sound for answer in answers):
        found()


def _tell(answer: Verification) -> None:
    report_problems(answer.problems)
    said = [
        say("verify.holds" if not answer.problems else "verify.does_not_hold"),
        say(f"verify.{answer.signature.state}", issuer=answer.signature.issuer)
        if answer.signature.state in ("trusted", "unknown_issuer")
        else say(f"verify.{answer.signature.state}"),
    ]
    if answer.replay.state != "not_asked":
        said.append(say(f"verify.{answer.replay.state}"))
    click.echo(f"{answer.folder.name}: {say('verify.comma').join(said)}")
    for reason in (*([answer.signature.why] if answer.signature.why else []), *answer.replay.since):
        click.echo(f"  {why_in(reason, current())}")


def _plain(answer: Verification) -> dict[str, Any]:
    return {
        "bundle": str(answer.folder),
        "sound": answer.sound,
        "problems": [
            {part: getattr(one, part) for part in Problem.__slots__} for one in answer.problems
        ],
        "signature": {"state": answer.signature.state, "issuer": answer.signature.issuer},
        "replay": {"state": answer.replay.state, "since": list(answer.replay.since)},
    }
