"""The contract under which data come: what a page asks for, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.purposes import purposes
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.contract.basis import find_basis
from xiezhi.shelf.contract.contract import Contract, Scope
from xiezhi.workspace.adding import agreed_contract
from xiezhi_desk.library.problems import Title, refused
from xiezhi_desk.library.shelf.place import is_there, opened

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["ContractShown", "Terms", "agreed", "contract_of", "contract_shown", "term_words"]

OWN_CONDITIONS = "限于法律监督，不得提供第三方"


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract under which a file comes; with ``id`` it is one that is there already.

    Attributes:
        basis: Legal bases, ``检察院组织法#21``.
        columns: Columns it allows; empty allows all.
    """

    provider: str
    basis: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    columns: tuple[str, ...] = ()
    rows: str = ""
    category: str = ""
    grade: str = "general"
    sharing: str = "conditional"
    way: str = "file"
    frequency: str = "once"
    conditions: str = ""
    impact_assessment: str = ""
    necessity: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract behind a table.

    Attributes:
        basis: Each legal basis and whether the rulebook confirms it.
        columns: Titles of the columns it allows; empty allows all.
        expired: Whether the last day of use has passed on the day asked for.
    """

    id: str
    table: str
    provider: str
    basis: tuple[tuple[str, bool], ...]
    purposes: tuple[str, ...]
    columns: tuple[Title, ...]
    valid_from: date
    valid_until: date
    expired: bool
    grade: Title
    sharing: Title
    way: Title
    frequency: Title
    category: str
    conditions: str
    impact_assessment: str
    necessity: str


def term_words() -> dict[str, tuple[tuple[str, Title], ...]]:
    """Words to choose from: ``grades``, ``sharing``, ``ways``, ``frequencies``, ``purposes``."""
    terms = data_terms()
    kinds = ("grades", "sharing", "ways", "frequencies")
    words = {
        kind: tuple(
            (name, one.title) for name, one in getattr(terms, kind).items() if not one.refused
        )
        for kind in kinds
    }
    return words | {"purposes": tuple((name, one.title) for name, one in purposes().items())}


def agreed(workspace: Path | str, table: str, provider: str, day: date) -> Terms | None:
    """The newest contract with a provider about a table that holds on that day."""
    if not is_there(workspace):
        return None
    with opened(workspace) as shelf:
        one = agreed_contract(shelf, table, provider, day)
    if one is None:
        return None
    return Terms(
        one.provider, one.basis, one.purposes, one.valid_from, one.valid_until,
        one.scope.columns, one.scope.rows, one.category, one.grade, one.sharing, one.way,
        one.frequency, one.conditions, one.impact_assessment, one.necessity, one.id,
    )  # fmt: skip


def _basis_shown(written: str) -> tuple[str, bool]:
    """A legal basis as a lawyer writes it, and whether the rulebook holds its text."""
    found = find_basis(written)
    return (Law.load().cite(found.cite).show(), True) if found.confirmed else (written, False)


def contract_shown(one: Contract, day: date) -> ContractShown:
    """A contract in words."""
    terms, columns = data_terms(), Tables.load()[one.table].columns
    return ContractShown(
        id=one.id,
        table=one.table,
        provider=one.provider,
        basis=tuple(map(_basis_shown, one.basis)),
        purposes=one.purposes,
        columns=tuple(columns[name].title for name in one.scope.columns if name in columns),
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        expired=one.expired(day),
        grade=terms.grades[one.grade].title,
        sharing=terms.sharing[one.sharing].title,
        way=terms.ways[one.way].title,
        frequency=terms.frequencies[one.frequency].title,
        category=one.category,
        conditions=one.conditions,
        impact_assessment=one.impact_assessment,
        necessity=one.necessity,
    )


def contract_of(table: str, terms: Terms, day: date) -> Contract:
    """The contract a page describes, without a number yet.

    Raises:
        DoorError: The last day of use is missing.
    """
    if terms.valid_until is None:
        raise refused(
            "contract-until",
            ("没有写明使用期限。", "The last day of use is missing."),
            ("填写数据可以使用到哪一天。", "Say until which day the data may be used."),
        )
    return Contract(
        id="",
        table=table,
        provider=terms.provider,
        basis=terms.basis,
        purposes=terms.purposes,
        valid_from=terms.valid_from or day,
        valid_until=terms.valid_until,
        scope=Scope(terms.columns, terms.rows),
        category=terms.category,
        grade=terms.grade,
        sharing=terms.sharing,
        way=terms.way,
        frequency=terms.frequency,
        conditions=terms.conditions or OWN_CONDITIONS,
        impact_assessment=terms.impact_assessment,
        necessity=terms.necessity,
    )
