"""Fines, confiscation and what becomes of the gains."""

from collections.abc import Iterator

from xiezhi.twin import limits
from xiezhi.twin.days import age_on
from xiezhi.twin.history import Case, Count, Defendant
from xiezhi.twin.judged import Check, judged
from xiezhi.twin.offences import FINE_ALONE
from xiezhi.twin.stories import STORIES

_RECOVERY = {"recovery", "restitution", "return", "forfeiture"}
_ELSEWHERE = {
    "故意毁坏财物罪",  # nobody has what was destroyed: a civil claim (刑诉解释 175)
    "虚开增值税专用发票罪",  # the tax office recovers the tax (刑法 212)
}
"""Charges whose loss the criminal court does not have restored of its own motion."""


def cr_13(case: Case) -> Iterator[int]:
    """The executed fine is not the sum; or a fine beside all property (刑法 69(3)).

    Judgments that merge an earlier sentence add its fine and are not judged here.
    """
    for person in judged(case):
        sentence = person.sentence
        if len(person.counts) < 2 or sentence.merged_prior or sentence.outcome != "convicted":
            continue
        fines = [count.fine for count in person.counts if count.fine is not None]
        if sentence.confiscation == "all":
            if sentence.fine:
                yield person.ordinal
        elif sum(fines) != (sentence.fine or 0):
            yield person.ordinal


def cr_14(case: Case) -> Iterator[int]:
    """A fine or confiscation that the article demands was not imposed.

    An appeal of the defence may not add one (刑诉法 237).
    """
    for person, count in _punished(case):
        if person.mitigated or count.fine_hidden or case.instance != "first":
            continue  # below the bracket the side penalty is disputed
        nothing = count.fine is None and count.confiscation == "none"
        no_property = count.bracket.fine == "没收" and count.confiscation == "none"
        if no_property or (nothing and count.bracket.must_fine):
            yield person.ordinal


def cr_15(case: Case) -> Iterator[int]:
    """A fine that no article allows, or one beside the penalty it may only replace (刑法 3)."""
    for person, count in _punished(case):
        if count.fine and count.bracket.fine in {"无", "或者罚金"} and not count.fine_alone:
            yield person.ordinal


def cr_16(case: Case) -> Iterator[int]:
    """A fine outside the limits of its article or interpretation.

    A mitigated sentence may go below what the article or the rule on the charge asks, not below
    the least of every fine (法释〔2000〕45号 art. 2). Too little is no matter on an appeal of the
    defence, which may not make the fine higher (刑诉法 237); too much always is.
    """
    for person, count in _punished(case):
        bounded = count.bracket.fine not in {"无", "或者罚金"}
        misplaced = count.fine_alone and not count.bracket.fine_instead  # CR-28
        if not count.fine or not bounded or misplaced:
            continue
        base = count.gain if count.offence.fine_rule == "gain" else count.amount
        least, greatest = limits.fine_bounds(
            count.offence.fine_rule,
            count.bracket.fine_range,
            base if count.offence.unit == "元" else 0,
            juvenile=age_on(person.birth, count.last_day) < limits.ADULT,
            months=count.penalty.months,
        )
        if case.instance != "first":
            least = 0
        elif person.mitigated:
            least = _least_of_all(person, count)
        if count.fine < least or (greatest is not None and count.fine > greatest):
            yield person.ordinal


def _least_of_all(person: Defendant, count: Count) -> int:
    """The least of every fine; 0 where the article of the charge has bounds of its own."""
    rule = count.offence.fine_rule
    if rule in {"goods", "gain"} or (count.bracket.fine_range is not None and rule != "graft"):
        return 0
    young = age_on(person.birth, count.last_day) < limits.ADULT
    return limits.FINE_LEAST_JUVENILE if young else limits.FINE_LEAST_ADULT


def cr_26(case: Case) -> Iterator[int]:
    """Gain or loss found, nothing ordered about it and nothing returned (刑法 64).

    Who acts together owes the loss together: what one of them has made good in full is owed by
    none (民法典 1168, 178). Who only tried has no loss to restore (刑法 23). What a review leaves
    in force of the judgment below still orders.
    """
    below = case.below
    ordered = below.items if below is not None and case.manner == "partly" else case.items
    for person in judged(case):
        if person.unit or person.sentence.outcome not in {"convicted", "exempted"}:
            continue
        moved = sum(
            count.gain or (count.amount if _owes(case, person, count) else 0)
            for count in person.counts
        )
        handled = any(
            item.kind in _RECOVERY and person.ordinal in item.ordinals for item in ordered
        )
        if moved and not handled and person.returned != "all":
            yield person.ordinal


def _owes(case: Case, person: Defendant, count: Count) -> bool:
    taken = STORIES[count.charge].property == "loss" and count.charge not in _ELSEWHERE
    if not taken or "attempt" in person.circumstances:
        return False
    return not any(
        other.returned == "all" and (own.charge, own.acts) == (count.charge, count.acts)
        for other in case.defendants
        if other is not person
        for own in other.counts
    )


def cr_28(case: Case) -> Iterator[int]:
    """A fine alone where the bracket does not allow one (法释〔2000〕45号 art. 4)."""
    for person, count in _punished(case):
        if not count.fine_alone:
            continue
        if not count.bracket.fine_instead or count.penalty.kind != FINE_ALONE:
            yield person.ordinal


def cr_39(case: Case) -> Iterator[int]:
    """More than three months to pay a fine (法释〔2000〕45号 art. 5)."""
    for person in judged(case):
        if person.sentence.fine and person.sentence.fine_days > 30 * limits.FINE_DEADLINE:
            yield person.ordinal


def _punished(case: Case) -> Iterator[tuple[Defendant, Count]]:
    for person in judged(case):
        if person.unit:
            continue
        for count in person.counts:
            if not count.exempted:
                yield person, count


FINES: dict[str, Check] = {
    "CR-13": cr_13,
    "CR-14": cr_14,
    "CR-15": cr_15,
    "CR-16": cr_16,
    "CR-26": cr_26,
    "CR-28": cr_28,
    "CR-39": cr_39,
}
