"""``xiezhi shelf authorise``: let a named person run models over sensitive tables."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.acting import day_of, office, today
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, option, verb

__all__ = ["command"]


@verb("authorise", room="shelf_authorise")
@argument("tables", nargs=-1, required=True, metavar="TABLE", words="shelf.TABLE")
@option("--person", required=True, metavar="NAME", words="shelf_authorise.person")
@option("--basis", required=True, metavar="TEXT", words="shelf_authorise.basis")
@option("--purpose", "purposes", multiple=True, required=True, metavar="WORD",
        words="shelf_authorise.purpose")  # fmt: skip
@option("--since", metavar="DATE", words="shelf_authorise.since")
@option("--until", required=True, metavar="DATE", words="shelf_authorise.until")
@option("--sign", type=click.Path(path_type=Path), required=True, metavar="FILE",
        words="shelf_authorise.sign")  # fmt: skip
@option("--issuer", metavar="OFFICE", words="shelf_authorise.issuer")
@office
@workspace
@as_json
def command(
    tables: tuple[str, ...],
    person: str,
    basis: str,
    purposes: tuple[str, ...],
    since: str | None,
    until: str,
    sign: Path,
    issuer: str | None,
    office: str,
    workspace: Path,
    as_json: bool,
) -> None:
    """Person, office, basis, tables, purposes, term: signed by the office that answers for it."""
    from xiezhi.evidence.signature import SigningKey
    from xiezhi.shelf.contract.authorisation import Authorisation

    day = today()
    with opened(workspace) as shelf:
        signer = issuer or shelf.owner
        key = SigningKey.load(signer, sign)
        draft = Authorisation(
            id=shelf.register.next_number("A"),
            person=person,
            office=office or shelf.owner,
            basis=basis,
            tables=tables,
            purposes=purposes,
            valid_from=day_of(since, "--since") or day,
            valid_until=day_of(until, "--until") or day,
            issuer=signer,
        )
        signed = replace(draft, signature=key.signer(draft.payload).decode("utf8"))
        trusted = shelf.trusted()
        known = trusted.get(signer)
        if known is None and signer == shelf.owner:
            # the shelf's own office vouches for itself; other offices are put on the list by hand
            path = shelf.folder / "trusted.json"
            text = json.dumps({**trusted, signer: key.public_text}, ensure_ascii=False, indent=1)
            path.write_text(text + "\n", "utf8")
            known = key.public_text
        shelf.register.authorise(signed, written())
    if as_json:
        click.echo(json.dumps(signed.to_json(), ensure_ascii=False))
        return
    click.echo(
        say(
            "shelf_authorise.done",
            number=signed.id,
            person=person,
            office=signed.office,
            tables="、".join(tables),
            until=signed.valid_until,
        )
    )
    if known != key.public_text:
        click.echo(say("shelf_authorise.untrusted", issuer=signer, key=key.public_text))
