"""What a contract must say before data come onto the shelf; every fault at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.purposes import purpose, unknown_purpose
from xiezhi.shelf.contract.basis import find_basis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.contract.contract import Contract

__all__ = ["ContractError", "checked_contract", "is_sensitive"]


class ContractError(XiezhiError):
    """The contract does not allow what was asked, or says too little."""

    exit_code = 1


def is_sensitive(table: Table, grade: str) -> bool:
    """Whether the data need an impact assessment to load and an authorisation to run.

    True for tables of sensitive personal data and for every grade above general.
    """
    return table.sensitivity == "sensitive_personal" or grade != "general"


def checked_contract(
    contract: Contract, table: Table, today: date
) -> tuple[Contract, tuple[Problem, ...]]:
    """A contract with its words in the rulebook's writing.

    Args:
        contract: As given; words may be titles or other ways to write them.
        table: Its standard table.
        today: The day it is put down.

    Returns:
        The contract, and warnings (a basis that could not be confirmed, …).

    Raises:
        ContractError: Something is missing, unknown or refused; every fault at once.
    """
    problems: list[Problem] = []
    found = _in_words(contract, problems)
    problems += _purposes(found)
    problems += _columns(found, table)
    problems += _days(found, today)
    problems += _sharing(found)
    problems += _sensitive(found, table)
    warnings = tuple(_bases(found, problems))
    if problems:
        raise ContractError(*problems)
    names = tuple(one.name if (one := purpose(word)) else word for word in found.purposes)
    return replace(found, purposes=names), warnings


def _in_words(contract: Contract, problems: list[Problem]) -> Contract:
    terms = data_terms()
    words = {}
    for field, kind in (
        ("grade", "grades"),
        ("sharing", "sharing"),
        ("way", "ways"),
        ("frequency", "frequencies"),
    ):
        text = getattr(contract, field)
        term = terms.word(kind, text)
        if term is None:
            allowed = getattr(terms, kind).values()
            problems.append(
                _fault(
                    contract,
                    f"{field} is {text!r}.",
                    f"allowed are {', '.join(one.name for one in allowed if not one.refused)}",
                    "contract-word",
                )
            )
            continue
        if term.refused:
            problems.append(
                _fault(
                    contract,
                    "Secret data may not be put on this shelf.",
                    f"{term.title.zh}: {'、'.join(term.law)}",
                    "contract-secret",
                    "Handle them in a system of the grade that the law on secrets asks for.",
                )
            )
        words[field] = term.name
    return replace(contract, **words)  # type: ignore[arg-type]


def _purposes(contract: Contract) -> Iterator[Problem]:
    where = contract.id or contract.table
    if not contract.purposes:
        yield _fault(
            contract,
            "No purpose of use is named.",
            "personal information is handled for a definite purpose (个人信息保护法#6)",
            "contract-purpose-missing",
        )
    for word in contract.purposes:
        if purpose(word) is None:
            yield unknown_purpose(word, where)


def _columns(contract: Contract, table: Table) -> Iterator[Problem]:
    for column in contract.scope.columns:
        if column not in table.columns:
            yield _fault(
                contract,
                f"{table.name} has no column {column}.",
                f"it has {', '.join(table.columns)}",
                "contract-column",
            )


def _days(contract: Contract, today: date) -> Iterator[Problem]:
    if contract.valid_until < contract.valid_from:
        yield _fault(
            contract,
            "The contract ends before it begins.",
            f"{contract.valid_from} – {contract.valid_until}",
            "contract-days",
        )
    elif contract.expired(today):
        yield _fault(
            contract,
            "The contract has expired.",
            f"its last day was {contract.valid_until}",
            "contract-expired",
            "Agree on a new term before loading anything.",
        )


def _sharing(contract: Contract) -> Iterator[Problem]:
    if not contract.provider.strip():
        yield _fault(contract, "No provider is named.", "", "contract-provider")
    if contract.sharing == "not_shared":
        yield _fault(
            contract,
            "The provider's catalogue says that these data are not shared.",
            "政务数据共享条例#14",
            "contract-not-shared",
            "Load them only when the provider has changed the sharing attribute.",
        )


def _sensitive(contract: Contract, table: Table) -> Iterator[Problem]:
    if not is_sensitive(table, contract.grade):
        return
    for name, words, law in (
        ("impact_assessment", "recorded impact assessment", "个人信息保护法#55、#56"),
        ("necessity", "statement of necessity", "个人信息保护法#28、#34"),
    ):
        if not getattr(contract, name).strip():
            yield _fault(
                contract,
                f"Sensitive data need a {words}.",
                f"{table.name} is {table.sensitivity}, grade {contract.grade} ({law})",
                f"contract-{name.replace('_', '-')}",
                f"Name it: --{name.replace('_', '-')}.",
            )


def _bases(contract: Contract, problems: list[Problem]) -> Iterator[Problem]:
    if not contract.basis:
        problems.append(
            _fault(
                contract,
                "No legal basis is named.",
                "data are collected within legal duty (数据安全法#38)",
                "contract-basis-missing",
            )
        )
    for written in contract.basis:
        basis = find_basis(written)
        if not basis.confirmed:
            yield Problem(
                what=f"The legal basis {written} is not confirmed.",
                where=contract.id or contract.table,
                why=basis.why,
                cure="Name law and article, or keep it marked as unconfirmed.",
                code="contract-basis-unconfirmed",
                severity="warning",
            )


def _fault(contract: Contract, what: str, why: str, code: str, cure: str = "") -> Problem:
    return Problem(
        what=what,
        where=contract.id or contract.table,
        why=why,
        cure=cure or "Complete the contract; nothing was loaded.",
        code=code,
    )
