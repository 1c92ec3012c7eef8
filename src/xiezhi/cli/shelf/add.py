"""``xiezhi shelf add``: a delivery under its contract, mapped, checked, onto the shelf."""

from __future__ import annotations

import itertools
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.failure import in_words
from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.acting import owner_of
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, flag, option, verb
from xiezhi.cli.words.problems_whys import remark_in

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.catalogue import Covered
    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.shelf.mapping.mapping import Mapped, Mapping
    from xiezhi.shelf.register import Written
    from xiezhi.workspace.adding import Added
    from xiezhi.workspace.shelf import Shelf

__all__ = ["command"]

_LABELS = ("not known: ", "none of its labels")

_REASONS = 12
"""Reasons that are shown; the quarantine has them all."""

_STRETCH = re.compile(
    r"(?:(?P<column>\w+)=(?P<value>[^:：]+)[:：])?(?P<from>[\d-]*)\.\.(?P<to>[\d-]*)"
)


@verb("add", room="shelf_add")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@argument("source", metavar="SOURCE", words="shelf_add.SOURCE")
@option("--provider", metavar="OFFICE", required=True, words="shelf_add.provider")
@option("--basis", "bases", multiple=True, metavar="LAW", words="shelf_add.basis")
@option("--purpose", "purposes", multiple=True, metavar="WORD", words="shelf_add.purpose")
@option("--until", metavar="DATE", words="shelf_add.until")
@option("--since", metavar="DATE", words="shelf_add.since")
@option("--contract", default="", metavar="NUMBER", words="shelf_add.contract")
@option("--columns", default="", metavar="A,B", words="shelf_add.columns")
@option("--scope", default="", metavar="TEXT", words="shelf_add.scope")
@option("--category", default="", metavar="TEXT", words="shelf_add.category")
@option("--way", default="file", metavar="WORD", words="shelf_add.way")
@option("--conditions", default="", metavar="TEXT", words="shelf_add.conditions")
@option("--grade", default="general", metavar="WORD", words="shelf_add.grade")
@option("--sharing", default="conditional", metavar="WORD", words="shelf_add.sharing")
@option("--frequency", default="once", metavar="WORD", words="shelf_add.frequency")
@option("--impact", default="", metavar="TEXT", words="shelf_add.impact")
@option("--necessity", default="", metavar="TEXT", words="shelf_add.necessity")
@option("--owner", metavar="OFFICE", words="shelf_add.owner")
@option(
    "--mode",
    type=click.Choice(["append", "replace", "upsert"]),
    default="append",
    words="shelf_add.mode",
)
@option("--as-of", metavar="DATE", words="shelf_add.as_of")
@option("--covers", multiple=True, metavar="STRETCH", words="shelf_add.covers")
@option("--mapping", type=click.Path(path_type=Path), metavar="FILE", words="shelf_add.mapping")
@option("--query", metavar="SQL", words="shelf_add.query")
@option("--watermark", metavar="COLUMN", words="shelf_add.watermark")
@option(
    "--repeats",
    type=click.Choice(["refuse", "quarantine"]),
    default="refuse",
    words="shelf_add.repeats",
)
@flag("--accept-changes", words="shelf_add.accept_changes")
@flag("--anyway", words="shelf_add.anyway")
@option("--reason", default="", metavar="TEXT", words="shelf_add.reason")
@flag("--yes", words="shelf_add.yes")
@workspace
@as_json
def command(table_name: str, source: str, workspace: Path, as_json: bool, **asked: Any) -> None:
    """Open, suggest, confirm, load; nothing is half-loaded."""
    from xiezhi.rulebook.tables import Tables
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.workspace.adding import Offer, add, watermark_of

    tables = Tables.load()
    if table_name not in tables:
        raise click.BadParameter(say("shelf_add.no_table", table=table_name), param_hint="TABLE")
    standard = tables[table_name]
    by = written()
    with opened(workspace, make=True) as shelf:
        if owner := owner_of(asked["owner"]):
            shelf.register.record_owner(owner, by)
        mark = None
        if asked["watermark"]:
            mark = watermark_of(shelf, table_name, asked["provider"], asked["watermark"])
        with Source.open(source, query=asked["query"], watermark=mark) as delivery:
            mapping, unsure = _mapping(shelf, delivery, standard, asked, quiet=as_json)
            offer = Offer(
                table=table_name,
                source=delivery,
                mapping=mapping,
                contract=_contract(shelf, table_name, asked, by),
                mode=asked["mode"],
                data_as_of=_day(asked["as_of"], "--as-of"),
                covered=tuple(_stretch(text) for text in asked["covers"]),
                repeats=asked["repeats"],
                accept_changes=asked["accept_changes"],
                anyway=asked["anyway"],
                reason=asked["reason"],
                watermark=mark,
                looked=asked["mapping"] is not None or not asked["yes"],
            )
            added = add(shelf, offer, by)
    if as_json:
        click.echo(json.dumps(_plain(added, unsure), ensure_ascii=False))
    else:
        click.echo(_told(added, standard))


def _mapping(
    shelf: Shelf, source: Source, standard: Table, asked: dict[str, Any], *, quiet: bool
) -> tuple[Mapping, tuple[Mapped, ...]]:
    """The mapping, and what ``--yes`` did not take.

    A person confirmed it (a file, or asked for here); ``--yes`` takes what is sure and no more.
    """
    from xiezhi.shelf.mapping.mapping import Mapping
    from xiezhi.shelf.suggest.suggestion import suggest
    from xiezhi.workspace.mappings import earlier_mappings

    if asked["mapping"] is not None:
        return Mapping.load(asked["mapping"]), ()
    provider = asked["provider"]
    found = suggest(source, standard, earlier_mappings(shelf, standard.name), provider=provider)
    if not quiet:
        click.echo(_suggested(found, standard), err=True)
        if strange := _strange(found, standard):
            click.echo(say("shelf_add.strange", path=_draft(found, shelf)), err=True)
            click.echo("\n".join(strange), err=True)
    if asked["yes"]:
        return _sure(found, standard, shelf), found.doubtful
    if quiet or not sys.stdin.isatty():
        raise click.UsageError(say("shelf_add.confirm_how", path=_draft(found, shelf)))
    if click.confirm(say("shelf_add.confirm"), err=True):
        return found, ()
    raise click.UsageError(say("shelf_add.draft", path=_draft(found, shelf)))


def _sure(found: Mapping, standard: Table, shelf: Shelf) -> Mapping:
    """What nobody need look at; the rest is named, and the whole suggestion kept as a file."""
    sure = found.sure()
    missing = sure.missing(standard)
    if found.doubtful:
        between = "、" if current() == "zh" else ", "
        named = between.join(
            f"{one.source} → {standard.columns[one.column].title.of(current())} "
            f"{one.column} {one.confidence:.0%}"
            for one in found.doubtful
        )
        click.echo(say("shelf_add.unsure", columns=named), err=True)
    if missing:  # that refuses it, with each reason
        click.echo(say("shelf_add.draft", path=_draft(found, shelf)), err=True)
    elif found.doubtful:
        click.echo(say("shelf_add.unsure_later", path=_draft(found, shelf)), err=True)
    return sure


def _draft(mapping: Mapping, shelf: Shelf) -> Path:
    """The suggestion as a file to mend; one that was mended already stays."""
    from xiezhi.shelf.mapping.mapping import Mapping

    folder = shelf.folder / "mappings"
    names = (f"{mapping.table}.draft{number or ''}.yaml" for number in itertools.count())
    path = next(
        one
        for one in map(folder.joinpath, names)
        if not one.exists() or Mapping.load(one) == mapping
    )
    mapping.save(path)
    return path


def _suggested(mapping: Mapping, standard: Table) -> str:
    """The suggestion as a table: title, column, how sure, why; then what is left open."""
    from xiezhi.shelf.suggest.wording import reason_in

    heads = ("source", "column", "meaning", "sure", "why")
    rows = [[say(f"shelf_add.{head}") for head in heads]]
    for one in mapping.columns:
        title = standard.columns[one.column].title.of(current())
        unit = f"（{one.unit}）" if one.unit and one.unit not in one.source else ""
        why = cut(reason_in(one.reason, current()), 50)
        rows.append([one.source + unit, one.column, title, f"{one.confidence:.0%}", why])
    for column, value in mapping.constants.items():
        title = standard.columns[column].title.of(current())
        rows.append([say("shelf_add.constant"), column, title, "", cut(value, 50)])
    for left in mapping.open:
        why = cut(reason_in(left.reason, current()), 50)
        rows.append([left.source, "?", "/".join(left.candidates), "", why])
    lines = [table(rows, right=(3,))]
    if missing := mapping.missing(standard):
        lines.append(say("shelf_add.missing", columns="、".join(missing)))
    return "\n".join(lines)


def _strange(mapping: Mapping, standard: Table) -> list[str]:
    """Columns with labels that no word is known for: the labels, and the words there are."""
    from xiezhi.shelf.suggest.wording import reason_in

    lines = []
    for one in mapping.columns:
        labels = standard.columns[one.column].labels or {}
        if labels and any(clause in one.reason for clause in _LABELS):
            words = "、".join(f"{word} {title.of(current())}" for word, title in labels.items())
            lines.append(f"  {one.source}  {reason_in(one.reason, current())}")
            lines.append(f"    {words}")
    return lines


def _contract(shelf: Shelf, name: str, asked: dict[str, Any], by: Written) -> Contract:
    """The contract said here, or the one with this provider that holds."""
    from xiezhi.shelf.contract.contract import Contract, Scope
    from xiezhi.workspace.adding import agreed_contract

    if asked["contract"]:
        return shelf.register.contract(asked["contract"])
    if not asked["bases"] and not asked["purposes"]:
        agreed = agreed_contract(shelf, name, asked["provider"], by.day)
        if agreed is not None:
            return agreed
    if asked["until"] is None:
        raise click.UsageError(say("shelf_add.until_missing"))
    until = _day(asked["until"], "--until")
    return Contract(
        id="",
        table=name,
        provider=asked["provider"],
        basis=asked["bases"],
        purposes=asked["purposes"],
        valid_from=_day(asked["since"], "--since") or by.day,
        valid_until=until or by.day,
        scope=Scope(tuple(filter(None, asked["columns"].split(","))), asked["scope"]),
        category=asked["category"],
        way=asked["way"],
        grade=asked["grade"],
        sharing=asked["sharing"],
        frequency=asked["frequency"],
        conditions=asked["conditions"] or say("shelf_add.own_conditions"),
        impact_assessment=asked["impact"],
        necessity=asked["necessity"],
    )


def _told(added: Added, standard: Table) -> str:
    """Rows in = kept + quarantined; why; what a person should know."""
    if added.asked:
        warned = [" ".join(filter(None, in_words(one)[:2])) for one in added.warnings]
        told = say("shelf_add.asked", number=added.snapshot.number, day=added.asked)
        return "\n".join([told, *warned])
    lines = [
        say(
            "shelf_add.done",
            table=f"{standard.title.of(current())} {standard.name}",
            rows_in=f"{added.rows_in:,}",
            kept=f"{added.rows_kept:,}",
            quarantined=f"{added.rows_quarantined:,}",
        ),
        say(
            "shelf_add.version",
            number=added.snapshot.number,
            rows=f"{added.snapshot.rows:,}",
            batch=added.batch,
            contract=added.contract.id,
            until=added.contract.valid_until,
        ),
    ]
    if added.cells_refused:
        lines.append(say("shelf_add.cells", cells=f"{added.cells_refused:,}"))
    lines += _reasons(added, standard)
    if not added.rows_in:
        lines.append(say("shelf_add.nothing_new"))
    elif not added.rows_kept:
        lines.append(say("shelf_add.nothing_kept"))
    if added.rows_quarantined or added.cells_refused:
        lines.append(say("shelf_add.next", batch=added.batch))
    lines += [remark_in(remark, current()) for remark in added.remarks]
    lines += [" ".join(filter(None, in_words(one)[:2])) for one in added.warnings]
    return "\n".join(lines)


def _reasons(added: Added, standard: Table) -> list[str]:
    """Why, most frequent first; then what is no row of the table and was not counted."""
    refused, aside = [], []
    for (column, reason), count in added.told.items():
        why = reason.zh if current() == "zh" else reason.en
        if reason.code.startswith("aside-"):
            aside.append(f"{re.split('[，,]', why)[0]} {count:,}")
            continue
        title = standard.columns[column].title.of(current()) if column else "—"
        refused.append(f"  {count:>8,}  {title}  {why}")
    if len(refused) > _REASONS:
        refused[_REASONS:] = [f"  {'…':>8}"]
    if aside:
        refused.append(say("shelf_add.aside", what=say("shelf_add.and").join(aside)))
    return refused


def _plain(added: Added, unsure: tuple[Mapped, ...]) -> dict[str, Any]:
    return {
        "batch": added.batch or None,
        "nothing_new": added.asked is not None,
        "version": added.snapshot.number,
        "snapshot": added.snapshot.id,
        "contract": added.contract.id,
        "rows_in": added.rows_in,
        "rows_kept": added.rows_kept,
        "rows_quarantined": added.rows_quarantined,
        "cells_refused": added.cells_refused,
        "reasons": [
            {"column": column, "reason": reason, "count": count}
            for (column, reason), count in added.reasons.items()
        ],
        "not_taken": [
            {"source": one.source, "column": one.column, "confidence": one.confidence}
            for one in unsure
        ],
    }


def _day(text: str | None, hint: str) -> date | None:
    if text is None or not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(say("shelf_add.bad_day", text=text), param_hint=hint) from error


def _stretch(text: str) -> Covered:
    """``2020-01-01..2023-12-31`` or ``court=某院:2020-01-01..``."""
    from xiezhi.shelf.catalogue import Covered

    found = _STRETCH.fullmatch(text)
    if found is None:
        raise click.BadParameter(say("shelf_add.bad_stretch", text=text), param_hint="--covers")
    return Covered(
        found["column"],
        found["value"],
        _day(found["from"], "--covers"),
        _day(found["to"], "--covers"),
    )
