"""Main penalties, probation, combined terms, political rights, orders and dates."""

from collections.abc import Iterator

from xiezhi.twin import limits
from xiezhi.twin.days import lawful_ends
from xiezhi.twin.history import Case, Count, Defendant
from xiezhi.twin.judged import Check, judged, served
from xiezhi.twin.offences import CONTROL, DETENTION, FIXED
from xiezhi.twin.statute import kinds_of, longest_term

_GRAVE = {"life", "death", "death_suspended"}


def _outside(length: tuple[int, int], low: int, high: int) -> bool:
    """Whether months and days lie outside whole months."""
    return length < (low, 0) or length > (high, 0)


def cr_01(case: Case) -> Iterator[int]:
    """Recidivist on probation (刑法 74)."""
    for person in judged(case):
        if person.recidivist and person.sentence.probation_months:
            yield person.ordinal


def cr_02(case: Case) -> Iterator[int]:
    """Ringleader of a criminal group on probation (刑法 74)."""
    for person in judged(case):
        if case.group and person.group_head and person.sentence.probation_months:
            yield person.ordinal


def cr_03(case: Case) -> Iterator[int]:
    """Probation beside more than three years, control or life (刑法 72)."""
    for person in judged(case):
        penalty = person.sentence.penalty
        if not person.sentence.probation_months:
            continue
        long = penalty.kind == FIXED and penalty.length > (limits.PROBATION_LONGEST_PENALTY, 0)
        if long or penalty.kind in {CONTROL, *_GRAVE}:
            yield person.ordinal


def _probation_wrong(person: Defendant, kind: str, bounds: tuple[int, int]) -> bool:
    penalty, months = person.sentence.penalty, person.sentence.probation_months
    if not months or penalty.kind != kind:
        return False
    return (months, 0) < max((bounds[0], 0), penalty.length) or months > bounds[1]


def cr_04(case: Case) -> Iterator[int]:
    """Probation of a fixed term outside its limits (刑法 73(2))."""
    for person in judged(case):
        if _probation_wrong(person, FIXED, limits.PROBATION_FIXED):
            yield person.ordinal


def cr_05(case: Case) -> Iterator[int]:
    """Probation of detention outside its limits (刑法 73(1))."""
    for person in judged(case):
        if _probation_wrong(person, DETENTION, limits.PROBATION_DETENTION):
            yield person.ordinal


def cr_06(case: Case) -> Iterator[int]:
    """A count's fixed term outside six months to fifteen years (刑法 45)."""
    for person, count in _counts(case):
        if count.penalty.kind == FIXED and _outside(count.penalty.length, *limits.FIXED_TERM):
            yield person.ordinal


def cr_07(case: Case) -> Iterator[int]:
    """Detention outside its limits, one count or several (刑法 42, 69(1))."""
    yield from _kind_outside(case, DETENTION, limits.DETENTION_TERM, limits.DETENTION_COMBINED)


def cr_08(case: Case) -> Iterator[int]:
    """Control outside its limits, one count or several (刑法 38, 69(1))."""
    yield from _kind_outside(case, CONTROL, limits.CONTROL_TERM, limits.CONTROL_COMBINED)


def _kind_outside(case: Case, kind: str, bounds: tuple[int, int], combined: int) -> Iterator[int]:
    for person in judged(case):
        single = any(
            count.penalty.kind == kind and _outside(count.penalty.length, *bounds)
            for count in person.counts
        )
        total = person.sentence.penalty
        if single or (total.kind == kind and total.length > (combined, 0)):
            yield person.ordinal


def cr_09(case: Case) -> Iterator[int]:
    """Above the statute's longest term, or a kind that the charge does not know (刑法 5, 61).

    Where the article goes to the fifteen years of every fixed term, more is CR-06 alone.
    """
    for person, count in _counts(case):
        kind = count.penalty.kind
        known = kinds_of(count.offence)
        if kind == FIXED:
            longest = longest_term(count.offence)
            beyond = longest < limits.FIXED_TERM[1] and count.penalty.length > (longest, 0)
            if FIXED not in known or beyond:
                yield person.ordinal
        elif kind in {DETENTION, CONTROL} and kind not in known and not _may_go_below(person):
            yield person.ordinal


def _may_go_below(person: Defendant) -> bool:
    return bool(limits.MITIGATING.keys() & set(person.circumstances))


def cr_10(case: Case) -> Iterator[int]:
    """Below the bracket that the court itself found, nothing found that allows it (刑法 63(1)).

    One fault, one check: a fine alone is CR-28, a kind that no bracket of the charge knows is
    CR-09, a fixed term below six months is CR-06. Whether article 37 alone may exempt where the
    bracket begins at three years is disputed and not judged. An appeal of the defence may not make
    the penalty heavier (刑诉法 237): what is too light there is the fault of the first judgment.
    """
    if case.instance != "first":
        return
    for person, count in _counts(case):
        bracket, penalty = count.bracket, count.penalty
        lightest = min(milder.low for milder in count.offence.brackets)
        least = bracket.low if bracket.phrase else lightest
        if least <= limits.FIXED_TERM[0] or person.unit or _may_go_below(person):
            continue
        lighter_kind = penalty.kind in {DETENTION, CONTROL} & set(kinds_of(count.offence))
        if lighter_kind or (penalty.kind == FIXED and penalty.length < (least, 0)):
            yield person.ordinal


def cr_12(case: Case) -> Iterator[int]:
    """A combined term below the longest or above the sum or the ceiling (刑法 69).

    Judgments that merge an earlier sentence follow 刑法 70, 71 and 77 and are not judged here.
    """
    for person in judged(case):
        total = person.sentence.penalty
        terms = [c.penalty.length for c in person.counts if c.penalty.kind == total.kind]
        if len(person.counts) < 2 or person.sentence.merged_prior or not terms:
            continue
        if total.kind not in {FIXED, DETENTION, CONTROL}:
            continue
        whole = (sum(months for months, _ in terms), sum(days for _, days in terms))
        ceiling = (_ceiling(total.kind, whole[0]), 0)
        if not max(terms) <= total.length <= min(whole, ceiling):
            yield person.ordinal


def _ceiling(kind: str, months: int) -> int:
    if kind == DETENTION:
        return limits.DETENTION_COMBINED
    if kind == CONTROL:
        return limits.CONTROL_COMBINED
    longer = months >= limits.THIRTY_FIVE_YEARS
    return limits.FIXED_COMBINED_FROM_35_YEARS if longer else limits.FIXED_COMBINED_BELOW_35_YEARS


def cr_17(case: Case) -> Iterator[int]:
    """Life or death without deprivation of political rights for life (刑法 57)."""
    for person in judged(case):
        if person.sentence.penalty.kind in _GRAVE and not person.sentence.rights_life:
            yield person.ordinal


def cr_18(case: Case) -> Iterator[int]:
    """The printed last day is not the one that the term leads to (刑法 41, 44, 47)."""
    for person in served(case):
        sentence = person.sentence
        if sentence.starts is None or sentence.ends is None:
            continue
        penalty = sentence.penalty
        right = lawful_ends(sentence.starts, penalty.months, penalty.days, sentence.credit_due)
        late = [(sentence.ends - day).days for day in right]
        if sentence.merged_prior is not None:
            # Custody before the earlier judgment is credited too and is not told here.
            late = [days for days in late if days > 0] or [0]
        if all(abs(days) > limits.DAYS_OF_TOLERANCE for days in late):
            yield person.ordinal


def cr_19(case: Case) -> Iterator[int]:
    """The printed ratio of the credit is not the law's (刑法 41, 44, 47; 刑诉法 76)."""
    for person in judged(case):
        sentence = person.sentence
        if person.unit or sentence.probation_months:
            continue
        kind = sentence.penalty.kind
        if kind in {FIXED, DETENTION}:
            wrong = sentence.credit_ratio != 1 or sentence.designated_ratio == 1
        else:
            wrong = kind == CONTROL and sentence.credit_ratio != 2
        if wrong:
            yield person.ordinal


def cr_27(case: Case) -> Iterator[int]:
    """Exempted from punishment and punished all the same (刑法 37)."""
    for person, count in _counts(case):
        if count.exempted and (count.penalty.kind != "none" or count.fine):
            yield person.ordinal


def cr_29(case: Case) -> Iterator[int]:
    """Dangerous driving: only detention of one to six months, always with a fine (刑法 133-1)."""
    for person, count in _counts(case):
        if count.charge != "危险驾驶罪" or count.exempted:
            continue
        penalty = count.penalty
        wrong_kind = penalty.kind == FIXED
        wrong_length = penalty.kind == DETENTION and _outside(
            penalty.length, *limits.DETENTION_TERM
        )
        long_probation = (
            len(person.counts) == 1
            and person.sentence.probation_months > limits.PROBATION_DETENTION[1]
        )
        unfined = count.fine is None and not count.fine_hidden
        if wrong_kind or wrong_length or unfined or long_probation:
            yield person.ordinal


def cr_30(case: Case) -> Iterator[int]:
    """An occupation ban outside three to five years (刑法 37-1(1))."""
    for person in judged(case):
        months = person.sentence.ban_months
        if months and not limits.OCCUPATION_BAN[0] <= months <= limits.OCCUPATION_BAN[1]:
            yield person.ordinal


def cr_31(case: Case) -> Iterator[int]:
    """A prohibition order too short or longer than its penalty (法发〔2011〕9号 art. 6)."""
    for person in judged(case):
        sentence = person.sentence
        months = sentence.prohibition_months
        if not months:
            continue
        if sentence.penalty.kind == CONTROL:
            least, most = limits.PROHIBITION_CONTROL_LEAST, sentence.penalty.months
        else:
            least, most = limits.PROHIBITION_PROBATION_LEAST, sentence.probation_months
        if not least <= months <= most:
            yield person.ordinal


def cr_32(case: Case) -> Iterator[int]:
    """Political rights for a wrong time (刑法 55)."""
    for person in judged(case):
        sentence = person.sentence
        if not sentence.rights_months:
            continue
        kind = sentence.penalty.kind
        if kind == CONTROL:
            wrong = sentence.rights_months != sentence.penalty.months
        else:
            low, high = limits.RIGHTS_WITH_TERM
            wrong = kind in {FIXED, DETENTION} and not low <= sentence.rights_months <= high
        if wrong:
            yield person.ordinal


def _counts(case: Case) -> Iterator[tuple[Defendant, Count]]:
    """One count per defendant is enough to report, so each ordinal is met at most once a check."""
    for person in judged(case):
        for count in person.counts:
            yield person, count


PENALTIES: dict[str, Check] = {
    "CR-01": cr_01,
    "CR-02": cr_02,
    "CR-03": cr_03,
    "CR-04": cr_04,
    "CR-05": cr_05,
    "CR-06": cr_06,
    "CR-07": cr_07,
    "CR-08": cr_08,
    "CR-09": cr_09,
    "CR-10": cr_10,
    "CR-12": cr_12,
    "CR-17": cr_17,
    "CR-18": cr_18,
    "CR-19": cr_19,
    "CR-27": cr_27,
    "CR-29": cr_29,
    "CR-30": cr_30,
    "CR-31": cr_31,
    "CR-32": cr_32,
}
