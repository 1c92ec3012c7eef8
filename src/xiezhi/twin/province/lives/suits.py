"""Civil suits and what was enforced of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.columns import pick

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.lives.work import Firms
    from xiezhi.twin.province.people import People

__all__ = ["Confirmed", "Debts", "Suits", "is_person", "party_columns"]

_FIRMS_FROM = 1 << 40
"""A party is a person's place, or a firm's place beyond this number."""


def is_person(party: Ints) -> Bools:
    """Which parties are people and not firms."""
    person: Bools = party < _FIRMS_FROM
    return person


def firm_party(firm: Ints) -> Ints:
    """Firms as parties."""
    return firm + _FIRMS_FROM


def firm_of(party: Ints) -> Ints:
    """Places of the firms among the parties; 0 for people."""
    return np.where(is_person(party), 0, party - _FIRMS_FROM)


def party_columns(
    people: People, firms: Firms, party: Ints, name: str, citizen: str = "", code: str = ""
) -> dict[str, pa.Array]:
    """Name, citizen number and credit code of the party of each row."""
    import pyarrow

    person = is_person(party)
    both = pyarrow.concat_arrays([people.names, firms.names])
    place = np.where(person, party, people.count + firm_of(party))
    columns = {name: pick(both, place)}
    if citizen:
        columns[citizen] = pick(people.ids, np.where(person, party, 0), person)
    if code:
        columns[code] = pick(firms.codes, firm_of(party), ~person)
    return columns


@dataclass(frozen=True)
class Suits:
    """Civil suits, a row each, ordered by day of filing.

    Attributes:
        plaintiff, defendant: Parties (see `party_columns`).
        county, cause: Where; place in the list of causes.
        filed, judged, effective: Days.
        mode: 0 judgment, 1 mediation, 2 withdrawal.
        claim, award: Cents.
        numbers: Case numbers.
        series: Number of a planted series, 0 for none.
        agent: Place of the plaintiff's lawyer, -1 for none.
        kind_of_series: 0 none, 1 fake wages, 2 real wages, 3 fake employment, 4 lender, 6 real
            employment.
    """

    plaintiff: Ints
    defendant: Ints
    county: Ints
    cause: Ints
    filed: Ints
    judged: Ints
    effective: Ints
    mode: Ints
    claim: Ints
    award: Ints
    numbers: pa.Array
    series: Ints
    agent: Ints
    kind_of_series: Ints

    @property
    def count(self) -> int:
        """How many."""
        return len(self.filed)


@dataclass(frozen=True)
class Confirmed:
    """People whose employment of long ago is confirmed, and who then pay for the missing months.

    Attributes:
        person, firm: Who and where, as the papers have it.
        judged: About the day of the confirmation.
        paid_on: Day on which the missing months are paid for.
        months: How many months are bought.
        fake: Whether nobody ever worked there.
    """

    person: Ints
    firm: Ints
    judged: Ints
    paid_on: Ints
    months: Ints
    fake: Bools


@dataclass(frozen=True)
class Debts:
    """Enforcement cases, of property penalties and of civil titles.

    Attributes:
        numbers, basis: Case numbers of the enforcement and of its title.
        debtor, creditor: Parties; the creditor is -1 for the state.
        county: Of the court.
        opened, closed: Days.
        mode: 0 open, 1 fulfilled, 2 this round ended.
        amount: Cents.
        criminal: Whether the title is a criminal judgment.
    """

    numbers: pa.Array
    basis: pa.Array
    debtor: Ints
    creditor: Ints
    county: Ints
    opened: Ints
    closed: Ints
    mode: Ints
    amount: Ints
    criminal: Bools
