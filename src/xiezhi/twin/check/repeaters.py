"""Recidivism and earlier probation."""

from collections.abc import Iterator
from datetime import date

from xiezhi.twin import limits
from xiezhi.twin.days import age_on, plus_months, plus_years
from xiezhi.twin.history import Case, Defendant, Prior
from xiezhi.twin.judged import Check, judged
from xiezhi.twin.offences import FIXED


def cr_22(case: Case) -> Iterator[int]:
    """Recidivism found although nothing grounds it (刑法 65)."""
    for person in judged(case):
        if person.recidivist and person.priors and not grounded(person):
            yield person.ordinal


def grounded(person: Defendant) -> bool:
    """Whether some prior and some count together make a recidivist."""
    if person.sentence.penalty.kind not in {FIXED, "life", "death", "death_suspended"}:
        return False
    return any(
        _grounds(person, prior, count.first_day)
        for prior in person.priors
        for count in person.counts
        if not count.offence.negligent and age_on(person.birth, count.first_day) >= limits.ADULT
    )


def _grounds(person: Defendant, prior: Prior, crime: date) -> bool:
    if prior.kind != "conviction" or prior.penalty.kind not in {FIXED, "life"}:
        return False
    if prior.probation_months or prior.negligent or prior.under_age or prior.released is None:
        return False
    return prior.released <= crime <= plus_years(prior.released, limits.RECIDIVISM_YEARS)


def cr_24(case: Case) -> Iterator[int]:
    """A crime within an earlier probation that was not revoked (刑法 77(1))."""
    for person in judged(case):
        if person.sentence.outcome != "convicted" or person.unit:
            continue
        crimes = [count.last_day for count in person.counts]
        for prior in person.priors:
            if not prior.probation_months or prior.revoked_before:
                continue
            over = plus_months(prior.decided, prior.probation_months)
            within = any(prior.decided <= crime <= over for crime in crimes)
            if within and person.sentence.revokes != "probation":
                yield person.ordinal
                break


REPEATERS: dict[str, Check] = {"CR-22": cr_22, "CR-24": cr_24}
