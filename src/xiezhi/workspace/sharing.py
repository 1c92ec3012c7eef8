"""A table loaded once serves other offices: what may be asked, approved and granted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.purposes import covers, purpose, unknown_purpose
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.sharing.application import SharingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.engine.base import RowFilter
    from xiezhi.model.spec import Model
    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.register import Written
    from xiezhi.shelf.sharing.application import Application
    from xiezhi.workspace.shelf import Shelf

__all__ = ["CATALOGUE_HEADINGS", "CatalogueEntry", "approve", "ask", "catalogue_of", "grant"]

_JURISDICTION = ("admin_division", "agency")


def ask(
    shelf: Shelf, application: Application, written: Written, model: Model | None = None
) -> Application:
    """Put an application down after holding it to what it must say.

    Args:
        shelf: The shelf.
        application: As asked, without a number.
        written: Who asks, when.
        model: The model it is for: no column beyond its need may be asked for; columns that
            were not named are those it needs.

    Raises:
        SharingError: Something is missing, unknown, or beyond the model's need.
    """
    if model is not None and not application.columns:
        application = replace(application, columns=_needed(model, application.table))
    problems = [
        *_whole(shelf, application),
        *_scope(application, model),
        *_purposes(application, model),
        *_second_use(shelf, application),
    ]
    if problems:
        raise SharingError(*problems)
    contracts = shelf.register.contracts_of(application.table)
    unconditional = bool(contracts) and all(one.sharing == "unconditional" for one in contracts)
    named = tuple(one.name if (one := purpose(word)) else word for word in application.purposes)
    return shelf.register.request(
        replace(application, unconditional=unconditional, purposes=named), written
    )


def approve(shelf: Shelf, number: str, written: Written, reason: str = "") -> Application:
    """Agree to an application.

    A use beyond the purposes of the contracts behind the table needs the consent of who gave the
    data (政务数据共享条例#25): ``reason`` names it.

    Raises:
        RegisterError: There is no such application.
        SharingError: Its state does not allow it, or the consent is missing.
    """
    application = shelf.register.application(number)
    _by_owner(shelf, application)
    beyond = [
        one
        for one in application.purposes
        for contract in shelf.register.contracts_of(application.table)
        if not covers(contract.purposes, one)
    ]
    if beyond and not reason.strip():
        raise SharingError(
            Problem(
                what="The purpose goes beyond the contracts under which the table is held.",
                where=number,
                why=f"{'、'.join(dict.fromkeys(beyond))}: another use needs the provider's consent "
                "(政务数据共享条例#25)",
                cure="Name the consent: --reason; or refuse.",
                code="sharing-consent",
            )
        )
    return shelf.register.act(number, "approve", written, reason)


def grant(shelf: Shelf, number: str, written: Written, rows: RowFilter | None) -> Application:
    """Open the table to the office, with the rows of its jurisdiction.

    Raises:
        RegisterError: There is no such application.
        SharingError: Its state does not allow it, or the column is none of divisions or agencies.
    """
    application = shelf.register.application(number)
    _by_owner(shelf, application)
    table = Tables.load()[application.table]
    if rows is not None:
        column = table.columns.get(rows.column)
        if column is None or column.type.name not in _JURISDICTION:
            fit = [n for n, one in table.columns.items() if one.type.name in _JURISDICTION]
            raise SharingError(
                Problem(
                    what=f"Rows cannot be granted by {rows.column}.",
                    where=f"{number}, {table.name}",
                    why=f"columns of divisions and agencies are {', '.join(fit) or 'none'}",
                    cure="Name one of them: --only column=value.",
                    code="sharing-filter",
                )
            )
    return shelf.register.act(number, "grant", written, rows=rows)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A table as the catalogue of data tells it (政务数据共享条例#13).

    Attributes:
        table: The standard table.
        title: Name in the catalogue.
        items: Titles of its data items.
        provider: Who gives it.
        form: In what form.
        frequency: How often it is updated.
        sharing: Sharing attribute.
        way: Way of sharing.
        conditions: Conditions of use.
        grade: Class and grade.
        data_as_of: The day the data describe; empty when nobody says.
        rows: Rows; a reader learns how much there is, and nothing of whom.
    """

    table: str
    title: str
    items: tuple[str, ...]
    provider: str
    form: str
    frequency: str
    sharing: str
    way: str
    conditions: str
    grade: str
    data_as_of: str
    rows: int

    def to_json(self) -> dict[str, Any]:
        """For a program."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return plain | {"items": list(self.items)}

    def line(self) -> tuple[str, ...]:
        """As a line under ``CATALOGUE_HEADINGS``."""
        return (
            self.title,
            "、".join(self.items),
            self.provider,
            self.form,
            self.frequency,
            self.sharing,
            self.way,
            self.conditions,
            self.grade,
            self.data_as_of,
            str(self.rows),
        )


CATALOGUE_HEADINGS = (
    "数据目录名称", "数据项", "提供单位", "数据格式", "更新频率", "共享属性", "共享方式",
    "使用条件", "分类分级", "数据截至", "行数",
)  # fmt: skip


def catalogue_of(shelf: Shelf) -> tuple[CatalogueEntry, ...]:
    """The catalogue: one entry a table and contract that is in effect."""
    found = []
    for name in shelf.store.tables:
        snapshot = shelf.store.snapshot(name)
        deliveries = [shelf.store.delivery(batch) for batch in snapshot.batches]
        days = [one.data_as_of for one in deliveries if one.data_as_of is not None]
        day = max(days).isoformat() if days else ""
        numbers = dict.fromkeys(one.contract_id for one in deliveries if one.contract_id)
        for number in numbers:
            contract = shelf.register.contract(number)
            found.append(_entry(contract, day, snapshot.rows))
    return tuple(found)


def _entry(contract: Contract, day: str, rows: int) -> CatalogueEntry:
    table, terms = Tables.load()[contract.table], data_terms()
    names = contract.scope.columns or tuple(table.columns)
    purposes = f"目的：{'、'.join(contract.purposes)}；至 {contract.valid_until}"
    return CatalogueEntry(
        table=table.name,
        title=table.title.zh,
        items=tuple(table.columns[name].title.zh for name in names),
        provider=contract.provider,
        form="Parquet（数据架）",
        frequency=terms.frequencies[contract.frequency].title.zh,
        sharing=terms.sharing[contract.sharing].title.zh,
        way=terms.ways["shelf"].title.zh,
        conditions="；".join(filter(None, [contract.conditions, purposes])),
        grade=f"{contract.category or '—'}／{terms.grades[contract.grade].title.zh}",
        data_as_of=day,
        rows=rows,
    )


def _by_owner(shelf: Shelf, application: Application) -> None:
    """An application is answered at the shelf that holds the table."""
    if application.table not in shelf.store.tables:
        raise SharingError(
            Problem(
                what=f"{application.table} is not on this shelf.",
                where=application.id,
                cure="Load it first, or refuse.",
                code="sharing-no-table",
            )
        )


def _needed(model: Model, table: str) -> tuple[str, ...]:
    names = {column for item in model.inputs if item.table == table for column in item.columns}
    return tuple(name for name in Tables.load()[table].columns if name in names)


def _whole(shelf: Shelf, application: Application) -> Iterator[Problem]:
    """政务数据共享条例#20: basis, scene, scope, way, term; at once what is missing (#21)."""
    asked = {
        "office": application.office,
        "basis": application.basis,
        "scene": application.scene.strip(),
        "purpose": application.purposes,
        "columns (or the model that needs them)": application.columns,
    }
    for name, value in asked.items():
        if not value:
            yield _fault(application, f"The application names no {name}.", "政务数据共享条例#20")
    if application.office and application.office == shelf.owner:
        yield _fault(application, "The office asks itself.", "the shelf is its own")
    if application.table not in Tables.load():
        yield _fault(application, f"There is no standard table {application.table}.", "")
    if data_terms().word("ways", application.way) is None:
        yield _fault(application, f"{application.way!r} is no way of sharing.", "file, batch, …")
    if application.valid_until < application.valid_from:
        yield _fault(application, "The term ends before it begins.", "")


def _scope(application: Application, model: Model | None) -> Iterator[Problem]:
    if application.table not in Tables.load():
        return
    table = Tables.load()[application.table]
    unknown = [one for one in application.columns if one not in table.columns]
    if unknown:
        yield _fault(
            application,
            f"{table.name} has no column {', '.join(unknown)}.",
            f"it has {', '.join(table.columns)}",
        )
    if model is None:
        return
    needed = _needed(model, table.name)
    beyond = [one for one in application.columns if one not in needed and one in table.columns]
    if beyond:
        yield Problem(
            what="Columns beyond the model's need are asked for.",
            where=f"{application.office}, {table.name}",
            why=f"{model.id} does not use {', '.join(beyond)} (个人信息保护法#6, #34)",
            cure=f"Ask for {', '.join(needed)}.",
            code="sharing-beyond",
        )


def _purposes(application: Application, model: Model | None) -> Iterator[Problem]:
    for word in application.purposes:
        if purpose(word) is None:
            yield unknown_purpose(word, application.office)
    if model is not None and not covers(application.purposes, model.purpose):
        yield _fault(
            application,
            "The purpose asked for does not cover the model.",
            f"{model.id} is for {model.purpose}",
        )


def _second_use(shelf: Shelf, application: Application) -> Iterator[Problem]:
    """Another use of what was granted: of the same table, to the same office, for another end."""
    number = application.second_use_of
    if not number:
        return
    first = shelf.register.application(number)
    same = first.table == application.table and first.office == application.office
    if not same or first.state != "granted":
        yield _fault(
            application,
            f"{number} is no grant of this table to this office.",
            f"it is {first.table} for {first.office}, {first.state}",
        )
    elif all(covers(first.purposes, one) for one in application.purposes):
        yield _fault(application, f"{number} covers this use already.", "、".join(first.purposes))


def _fault(application: Application, what: str, why: str) -> Problem:
    return Problem(
        what=what,
        where=f"{application.office or '—'}, {application.table}",
        why=why,
        cure="Complete the application; nothing was put down.",
        code="sharing-incomplete",
    )
