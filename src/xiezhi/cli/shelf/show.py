"""``xiezhi shelf show``: all that is known of a table, a contract, an application, a disposal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import table
from xiezhi.cli.shelf.acting import plain_application, today, told_application
from xiezhi.cli.shelf.correct import plain_correction, told_correction
from xiezhi.cli.shelf.dispose import told_disposal
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import argument, as_json, verb

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.workspace.shelf import Shelf

__all__ = ["command"]


@verb("show", room="shelf_show")
@argument("what", required=False, words="shelf_show.WHAT")
@workspace
@as_json
def command(what: str | None, workspace: Path, as_json: bool) -> None:
    """A table by name; C-, S-, A-, D-, K- by number: contracts, applications and so on."""
    with opened(workspace) as shelf:
        plain, told = _found(shelf, what)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=1) if as_json else told)


def _found(shelf: Shelf, what: str | None) -> tuple[Any, str]:
    register = shelf.register
    if what is None:
        return _all_applications(shelf)
    if what in register.applications:
        one = register.applications[what]
        return plain_application(one, today()), told_application(one, today())
    if what in register.authorisations:
        plain = register.authorisations[what].to_json()
        return plain, _pairs({name: plain[name] for name in plain if name != "signature"})
    if what in register.disposals:
        gone = register.disposals[what]
        plain = {name: getattr(gone, name) for name in gone.__slots__}
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}
        told = f"{gone.at}  {gone.by}  {gone.reason}\n{told_disposal(gone)}"
        return plain, told
    if what in register.corrections:
        wrong = register.corrections[what]
        return plain_correction(wrong, today()), told_correction(wrong, today())
    if what in shelf.store.tables:
        return _table(shelf, what)
    contract = register.contract(what)
    return contract.to_json(), _contract(contract)


def _all_applications(shelf: Shelf) -> tuple[Any, str]:
    found = list(shelf.register.applications.values())
    day = today()
    told = "\n\n".join(told_application(one, day) for one in found)
    return [plain_application(one, day) for one in found], told or say("shelf_show.no_applications")


def _table(shelf: Shelf, name: str) -> tuple[Any, str]:
    from xiezhi.rulebook.tables import Tables

    standard = Tables.load()[name]
    version = shelf.store.version(name)
    snapshot = shelf.store.snapshot(name)
    deliveries = [shelf.store.delivery(batch) for batch in snapshot.batches]
    contracts = [
        shelf.register.contract(number)
        for number in dict.fromkeys(one.contract_id for one in deliveries if one.contract_id)
    ]
    plain = {
        "table": name,
        "rows": version.rows,
        "version": snapshot.number,
        "snapshot": snapshot.id,
        "data_as_of": version.data_as_of.isoformat() if version.data_as_of else None,
        "sensitivity": standard.sensitivity,
        "covered": [
            {
                "column": one.column,
                "value": one.value,
                "covers_from": one.covers_from.isoformat() if one.covers_from else None,
                "covers_to": one.covers_to.isoformat() if one.covers_to else None,
            }
            for one in version.covered
        ],
        "deliveries": [one.said() for one in deliveries],
        "contracts": [one.to_json() for one in contracts],
    }
    lines = [
        f"{standard.title.of(current())}  {name}",
        say(
            "shelf_show.version",
            number=snapshot.number,
            rows=f"{version.rows:,}",
            day=plain["data_as_of"] or say("shelf.none"),
        ),
        *(
            "  " + say("shelf_show.covers", scope=_scope(one.column, one.value),
                       first=one.covers_from or "…", last=one.covers_to or "…")
            for one in version.covered
        ),
        say("shelf_show.deliveries"),
        table([
            [f"  {one.batch}", one.provider, "、".join(dict.fromkeys(f.name for f in one.files)),
             say("shelf_show.quarantined", n=one.quarantined), one.contract_id]
            for one in deliveries
        ]),
        *(_contract(one) for one in contracts),
    ]  # fmt: skip
    return plain, "\n".join(lines)


def _scope(column: str | None, value: str | None) -> str:
    return f"{column}={value}" if column else say("shelf_show.whole")


def _contract(one: Contract) -> str:
    """A contract in lines, each basis with whether it is confirmed."""
    from xiezhi.rulebook.data_terms import data_terms
    from xiezhi.shelf.contract.basis import find_basis

    terms = data_terms()
    bases = [
        written
        if find_basis(written).confirmed
        else f"{written}（{say('shelf_show.unconfirmed')}）"
        for written in one.basis
    ]
    late = say("shelf_show.expired") if one.expired(today()) else ""
    pairs = {
        say("shelf.contract"): f"{one.id}  {one.table}",
        say("shelf.provider"): one.provider,
        say("shelf.basis"): "、".join(bases),
        say("shelf.purpose"): "、".join(one.purposes),
        say("shelf.columns"): "、".join(one.scope.columns) or say("shelf_show.all_columns"),
        say("shelf.term"): f"{one.valid_from} – {one.valid_until}{late}",
        say("shelf_show.grade"): terms.grades[one.grade].title.of(current()),
        say("shelf_show.sharing"): terms.sharing[one.sharing].title.of(current()),
        say("shelf_show.frequency"): terms.frequencies[one.frequency].title.of(current()),
        say("shelf_show.conditions"): one.conditions,
        say("shelf_show.impact"): one.impact_assessment,
        say("shelf_show.necessity"): one.necessity,
    }
    return _pairs(pairs)


def _pairs(pairs: dict[str, Any]) -> str:
    rows = [
        [f"  {name}", "、".join(map(str, value)) if isinstance(value, list) else str(value)]
        for name, value in pairs.items()
        if value not in ("", [], None)
    ]
    return table(rows)
