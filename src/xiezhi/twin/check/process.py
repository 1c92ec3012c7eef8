"""Bench and procedure, minors, articles cited, what was left out, notices."""

from collections.abc import Iterator

from xiezhi.twin import limits
from xiezhi.twin.days import age_on
from xiezhi.twin.history import Case
from xiezhi.twin.judged import Check, judged
from xiezhi.twin.statute import ALSO_CITED

UNMASKED = "ID-UNMASKED"


def cr_33(case: Case) -> Iterator[None]:
    """A bench or procedure that the sentence is too long for (刑诉法 183, 216, 222)."""
    size = len(case.bench.members)
    longest = max((d.sentence.penalty.length for d in judged(case)), default=(0, 0))
    long = longest > (limits.SINGLE_JUDGE_LONGEST, 0)
    alone = size == 1 and (long or (case.procedure_stated and case.procedure == "ordinary"))
    odd = size > 1 and size not in limits.PANEL_SIZES
    if alone or odd or (case.procedure == "fast_track" and long):
        yield None


def cr_35(case: Case) -> Iterator[int]:
    """A minor at the hearing: tried in the open, or without a defender (刑诉法 285, 278).

    An appeal decided on the papers (刑诉法 234) is tried neither in the open nor behind doors.
    """
    for person in case.defendants:
        minor = not person.unit and age_on(person.birth, case.hearing) < limits.ADULT
        if minor and ((case.heard and case.open_trial) or not person.defender):
            yield person.ordinal


def cr_37(case: Case) -> Iterator[int]:
    """The article of a charge or of a finding is not cited."""
    articles = {citation.article for citation in case.cited}
    for person in judged(case):
        needed: list[set[str]] = []
        for count in person.counts:
            needed.append({count.offence.article, *ALSO_CITED.get(count.charge, ())})
        if person.recidivist:
            needed.append({"65"})
        if "voluntary_surrender" in person.circumstances:
            needed.append({"67"})
        if person.sentence.probation_months:
            needed.append({"72", "73"})
        several = len(person.counts) > 1 or person.sentence.merged_prior is not None
        if several and person.sentence.outcome == "convicted":
            needed.append({"69"})
        if any(not choices & articles for choices in needed):
            yield person.ordinal


def cr_38(case: Case) -> Iterator[int]:
    """A defendant of the head whom the operative part forgets."""
    for person in case.defendants:
        if not person.answered:
            yield person.ordinal


def cr_40(case: Case) -> Iterator[None]:
    """A wrong period for the appeal (刑诉法 230: ten days from the second day)."""
    if case.instance == "first" and case.appeal_days != limits.APPEAL_DAYS:
        yield None


def unmasked(case: Case) -> Iterator[int]:
    """A whole identity number in a published judgment (法释〔2016〕19号 art. 8, 10)."""
    for person in case.defendants:
        if person.id_style == "plain":
            yield person.ordinal


PROCESS: dict[str, Check] = {
    "CR-33": cr_33,
    "CR-35": cr_35,
    "CR-37": cr_37,
    "CR-38": cr_38,
    "CR-40": cr_40,
    UNMASKED: unmasked,
}
