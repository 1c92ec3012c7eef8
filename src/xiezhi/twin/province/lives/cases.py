"""Criminal cases as they went: from the crime to the last day of the sentence.

A row is one accused person in one case. Days lie where history put them, also beyond the present;
what never came is ``NEVER``. Offices fail now and then at the rates given; which failures were
planted is kept in ``planted``, and what merely looks like one in ``guise``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Cases", "blank_cases", "gathered"]


@dataclass
class Cases:
    """One row per accused person and case.

    Attributes:
        person, county, crime, done: Who, where (the county), what and when.
        filed: Police opened the case.
        detained, detained_until: First and last day of police detention.
        ground: Ground of a longer detention: 0 none, 1 roving, 2 repeated, 3 gang.
        arrest_decided: The procuratorate decided on arrest; ``arrested`` says how.
        refusal: Why arrest was refused: 0 not refused, 1 no need, 2 evidence.
        bailed, bail_lifted: Bail granted by the police, and lifted.
        split, at_large: Reasons why a case may rest.
        transferred, withdrawn, terminated: How the investigation ended.
        received, indicted, dropped: Procuratorate: received, indicted, did not prosecute;
            ``drop_kind``: 1 discretionary, 2 statutory, 3 evidence.
        judged, effective: Court.
        kind: Main penalty: 1 fixed term, 2 criminal detention, 3 surveillance, 4 fine alone.
        months, suspended, trial_months: Length, whether suspended, period of probation.
        fine, loss, paid_before: Cents of fine, of restitution and of what was paid before.
        rights: Months without political rights after the release.
        start, end: First and last day of the term as the judgment gives them.
        recidivist, found_recidivist: What is true and what the court found.
        house_in, house_out, house_to: The detention house before the sentence is served, and
            where to: 1 bail, 2 released, 3 prison, 4 served, 5 correction.
        term_in, term_out: Taken in on the sentence after bail.
        notice: Notice of execution received.
        prison_in, prison_out: Prison.
        cut: Months taken off by commutation; ``cut_day`` is the day of the ruling.
        parole: Day of release on parole.
        free: Last day of the sentence in custody as it was served.
        trial_from, trial_to: Period of correction, first and last day.
    """

    person: Ints
    county: Ints
    crime: Ints
    done: Ints
    filed: Ints
    detained: Ints
    detained_until: Ints
    ground: Ints
    arrest_decided: Ints
    arrested: Bools
    refusal: Ints
    bailed: Ints
    bail_lifted: Ints
    split: Bools
    at_large: Bools
    transferred: Ints
    withdrawn: Ints
    terminated: Ints
    received: Ints
    indicted: Ints
    dropped: Ints
    drop_kind: Ints
    judged: Ints
    effective: Ints
    kind: Ints
    months: Ints
    suspended: Bools
    trial_months: Ints
    fine: Ints
    loss: Ints
    paid_before: Ints
    rights: Ints
    start: Ints
    end: Ints
    recidivist: Bools
    found_recidivist: Bools
    house_in: Ints
    house_out: Ints
    house_to: Ints
    term_in: Ints
    term_out: Ints
    notice: Ints
    prison_in: Ints
    prison_out: Ints
    cut: Ints
    cut_day: Ints
    parole: Ints
    free: Ints
    trial_from: Ints
    trial_to: Ints
    planted: dict[str, Bools] = field(default_factory=dict)
    guise: dict[str, Ints] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.person)

    @property
    def convicted(self) -> Bools:
        """Rows that came to a judgment."""
        return self.judged < NEVER

    @property
    def locked_up(self) -> Bools:
        """Sentences of imprisonment or criminal detention that are not suspended."""
        return self.convicted & np.isin(self.kind, (1, 2)) & ~self.suspended

    def plant(self, check: str) -> Bools:
        """Which rows carry a planted failure of the supervision point."""
        return self.planted.get(check, np.zeros(self.count, bool))

    def looks(self, check: str) -> Ints:
        """Which guise of the supervision point each row wears, 0 for none."""
        return self.guise.get(check, np.zeros(self.count, np.int64))


_FLAGS = frozenset({"arrested", "split", "at_large", "suspended", "recidivist"})
_FLAGS |= {"found_recidivist"}
_NUMBERS = frozenset({"ground", "refusal", "drop_kind", "kind", "months", "trial_months", "fine"})
_NUMBERS |= {"rights", "loss", "paid_before", "house_to", "cut"}


def blank_cases(person: Ints, county: Ints, crime: Ints, done: Ints) -> Cases:
    """Cases of which only the crime has happened."""
    count = len(person)
    columns: dict[str, Ints | Bools] = {}
    for one in fields(Cases)[4:-2]:
        if one.name in _FLAGS:
            columns[one.name] = np.zeros(count, bool)
        elif one.name in _NUMBERS:
            columns[one.name] = np.zeros(count, np.int64)
        else:
            columns[one.name] = np.full(count, NEVER)
    return Cases(person, county, crime, done, **columns)  # type: ignore[arg-type]


def gathered(parts: Iterable[Cases]) -> Cases:
    """All rows of several, ordered by person and day of the crime."""
    parts = list(parts)
    person = np.concatenate([part.person for part in parts])
    done = np.concatenate([part.done for part in parts])
    order = np.lexsort((done, person))
    columns = {
        one.name: np.concatenate([getattr(part, one.name) for part in parts])[order]
        for one in fields(Cases)[:-2]
    }
    whole = Cases(**columns)  # type: ignore[arg-type]
    for check in sorted({check for part in parts for check in part.planted}):
        whole.planted[check] = np.concatenate([part.plant(check) for part in parts])[order]
    for check in sorted({check for part in parts for check in part.guise}):
        whole.guise[check] = np.concatenate([part.looks(check) for part in parts])[order]
    return whole
