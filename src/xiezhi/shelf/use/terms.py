"""Whether a use is within the terms of a table: purpose, term, columns, authorisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.purposes import covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from xiezhi.shelf.catalogue import Agreement, Version

__all__ = ["terms_problems"]


def terms_problems(
    version: Version, where: str, purpose: str, columns: Iterable[str], as_of: date | None
) -> Iterator[Problem]:
    """Why a use is refused; nothing when it is within the terms.

    Args:
        version: The version that would be read, with its contracts.
        where: Who would read it, for the message.
        purpose: What for.
        columns: The columns that would be read.
        as_of: The day of use when the contracts name none.
    """
    wanted = tuple(columns)
    for agreement in version.agreements:
        yield from _purpose(version, agreement, where, purpose)
        yield from _term(version, agreement, where, agreement.day or as_of)
        yield from _columns(version, agreement, where, wanted)
        if agreement.sensitive and not agreement.authorisation:
            yield Problem(
                what=f"{version.table} is sensitive and no authorisation opens it.",
                where=where,
                why="a signed authorisation names person, office and basis; none does for this "
                "person, office, purpose and day",
                cure="Have one signed: `xiezhi shelf authorise`.",
                code="run-authorisation",
            )


def _purpose(version: Version, agreement: Agreement, where: str, purpose: str) -> Iterator[Problem]:
    if agreement.purposes is None or covers(agreement.purposes, purpose):
        return
    number = f" {agreement.id}" if agreement.id else ""
    yield Problem(
        what=f"The contract of {version.table} does not cover this purpose.",
        where=where,
        why=f"contract{number} covers {'、'.join(agreement.purposes) or 'nothing'}, not {purpose}",
        cure="Ask the owner of the data to widen the contract; nothing was read.",
        code="run-purpose",
    )


def _term(
    version: Version, agreement: Agreement, where: str, day: date | None
) -> Iterator[Problem]:
    if day is None:
        return
    first, last = agreement.valid_from, agreement.valid_until
    if last is not None and day > last:
        yield Problem(
            what=f"The contract of {version.table} has expired.",
            where=where,
            why=f"contract {agreement.id}: its last day was {last}, the run is of {day}",
            cure="Agree on a new term, or dispose of the data: `xiezhi shelf dispose`.",
            code="run-expired",
        )
    if first is not None and day < first:
        yield Problem(
            what=f"The contract of {version.table} does not hold yet.",
            where=where,
            why=f"contract {agreement.id}: its first day is {first}, the run is of {day}",
            cure="Run from that day on.",
            code="run-not-yet",
        )


def _columns(
    version: Version, agreement: Agreement, where: str, wanted: tuple[str, ...]
) -> Iterator[Problem]:
    beyond = [one for one in wanted if agreement.columns and one not in agreement.columns]
    if beyond:
        yield Problem(
            what=f"Columns of {version.table} are beyond what was agreed.",
            where=where,
            why=f"contract {agreement.id} does not give {', '.join(beyond)}",
            cure="Ask for them with their necessity, or take them out of the model.",
            code="run-columns",
        )
