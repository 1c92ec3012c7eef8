"""A sentence within the law: count by count, then what is executed."""

from datetime import date

from xiezhi.twin import limits
from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Count, Defendant, Penalty
from xiezhi.twin.limits import MITIGATING
from xiezhi.twin.offences import (
    CONTROL,
    DEATH,
    DEATH_SUSPENDED,
    DETENTION,
    FINE_ALONE,
    FIXED,
    LIFE,
    Bracket,
)
from xiezhi.twin.wish import Wish

_GRAVE = {DEATH, DEATH_SUSPENDED, LIFE}


def sentence_counts(chance: Chance, defendant: Defendant, wish: Wish, *, youth: bool) -> None:
    """Gives every count of a person its penalty, fine and side penalties.

    Args:
        chance: Choices.
        defendant: With counts and circumstances.
        wish: What a plant asks.
        youth: Under 18 at the crime: never life here, lesser fines.
    """
    several = len(defendant.counts) > 1
    below = wish.mitigate
    if below is None:
        below = bool(MITIGATING.keys() & set(defendant.circumstances)) and chance.odds(0.55)
    for number, count in enumerate(defendant.counts):
        own = wish if number == 0 or wish.kind else Wish(mitigate=wish.mitigate)
        bracket = count.bracket
        if below and bracket.low > limits.FIXED_TERM[0]:
            lower = _lower(count)
            defendant.mitigated = True
            _main_penalty(chance, defendant, count, lower, own, several=several, youth=youth)
            bracket = lower
        else:
            _main_penalty(chance, defendant, count, bracket, own, several=several, youth=youth)
        _fine(chance, count, bracket, youth=youth)
        _rights(chance, count)


def _lower(count: Count) -> Bracket:
    """The bracket next below; for a charge whose lightest begins at three years, none-to-three."""
    brackets = count.offence.brackets
    place = brackets.index(count.bracket)
    lighter = [b for b in brackets[:place] if b.low < count.bracket.low]
    if lighter:
        return lighter[-1]
    return Bracket(
        "",
        frozenset({FIXED}),
        limits.FIXED_TERM[0],
        count.bracket.low - 1,
        count.bracket.fine,
        count.bracket.fine_range,
        None,
    )


def _main_penalty(
    chance: Chance,
    defendant: Defendant,
    count: Count,
    bracket: Bracket,
    wish: Wish,
    *,
    several: bool,
    youth: bool,
) -> None:
    kind = wish.kind or _kind(chance, defendant, bracket, several=several, youth=youth)
    if wish.fine_alone:
        kind = FINE_ALONE
    count.penalty = Penalty(kind)
    if kind == FINE_ALONE:
        count.fine_alone = True
        count.penalty.months = 0
    elif kind == FIXED:
        low, high = wish.months or (max(bracket.low, 6), bracket.high)
        if youth and not wish.months:
            high = min(high, 120)
        count.penalty.months = _round_months(chance, low, high)
    elif kind == DETENTION:
        low, high = wish.months or (1, 6)
        count.penalty.months = chance.whole(low, high)
        if count.penalty.months < 6 and not several and chance.odds(0.04):
            count.penalty.days = chance.pick((10, 15, 20))
    elif kind == CONTROL:
        low, high = wish.months or (6, 24)
        count.penalty.months = chance.whole(low, high)


def _kind(
    chance: Chance, defendant: Defendant, bracket: Bracket, *, several: bool, youth: bool
) -> str:
    shares: dict[str, float] = {}
    again = defendant.recidivist or any(p.kind == "conviction" for p in defendant.priors)
    if FIXED in bracket.kinds:
        shares[FIXED] = 74
    if DETENTION in bracket.kinds and not (shares and defendant.recidivist):
        shares[DETENTION] = 18
    if CONTROL in bracket.kinds and not again and not several:
        shares[CONTROL] = 3
    if bracket.fine_instead and not again and not several and not defendant.mitigated:
        shares[FINE_ALONE] = 5
    if LIFE in bracket.kinds and not youth:
        shares[LIFE] = 14
    if DEATH in bracket.kinds and not youth:
        shares[DEATH_SUSPENDED] = 8
        shares[DEATH] = 2
    return chance.weigh(shares)


def _round_months(chance: Chance, low: int, high: int) -> int:
    if low >= high:
        return low
    for _ in range(8):
        months = chance.low_whole(low, high)
        step = 1 if months < 36 else 3 if months < 84 else 6
        rounded = months - months % step
        if low <= rounded <= high:
            return rounded
    return low


def _fine(chance: Chance, count: Count, bracket: Bracket, *, youth: bool) -> None:
    kind = count.penalty.kind
    mode = bracket.fine
    if count.fine_alone:
        least, greatest = _bounds(count, bracket, youth=youth)
        wanted = chance.whole(2000, 20_000, 1000)
        if greatest is not None:
            wanted = min(wanted, greatest - greatest % 1000)
        count.fine = max(wanted, least)
        return
    if mode in {"无", "或者罚金"} or kind == "none":
        return
    if mode == "可以并处" and chance.odds(0.6):
        return
    grave = kind in _GRAVE
    if mode == "没收" or (mode == "并处或没收" and (grave or chance.odds(0.25))):
        everything = kind in {DEATH, DEATH_SUSPENDED} or (kind == LIFE and chance.odds(0.7))
        count.confiscation = "all" if everything else "part"
        count.confiscation_amount = 0 if everything else chance.whole(10_000, 300_000, 10_000)
        return
    count.fine = lawful_fine(chance, count, bracket, youth=youth)


def lawful_fine(chance: Chance, count: Count, bracket: Bracket, *, youth: bool) -> int:
    """A round fine between the bounds of the charge, small ones more often."""
    least, greatest = _bounds(count, bracket, youth=youth)
    wanted = max(least, int(chance.spread(5000 + 600 * count.penalty.months, 0.5)))
    if youth:
        wanted = max(least, wanted // 3)
    if greatest is not None:
        wanted = min(wanted, greatest)
    step = 500 if wanted < 5000 else 1000 if wanted < 100_000 else 10_000
    rounded = wanted - wanted % step
    return max(rounded, least)


def _bounds(count: Count, bracket: Bracket, *, youth: bool) -> tuple[int, int | None]:
    """Least and greatest lawful fine of a count."""
    base = count.gain if count.offence.fine_rule == "gain" else count.amount
    return limits.fine_bounds(
        count.offence.fine_rule,
        bracket.fine_range,
        base if count.offence.unit == "元" else 0,
        juvenile=youth,
        months=count.penalty.months,
    )


def _rights(chance: Chance, count: Count) -> None:
    kind, months = count.penalty.kind, count.penalty.months
    if kind in _GRAVE:
        count.rights_life = True
    elif kind == FIXED and months >= 120:
        violent = count.charge in {"故意杀人罪", "故意伤害罪", "抢劫罪", "贩卖毒品罪"}
        if chance.odds(0.8 if violent else 0.3):
            count.rights_months = 12 * chance.whole(1, 5)
    elif kind == CONTROL and chance.odds(0.15):
        count.rights_months = months


def execute(chance: Chance, defendant: Defendant, wish: Wish) -> None:
    """Combines the counts into what is executed and decides on probation (刑法 69, 72, 73)."""
    sentence, counts = defendant.sentence, defendant.counts
    if all(count.exempted for count in counts):
        sentence.outcome = "exempted"
        return
    sentence.penalty = combined(chance, [count.penalty for count in counts])
    if sentence.penalty.kind == CONTROL:
        sentence.credit_ratio = 2  # 刑法 41: one day of custody is two of control
    fines = [count.fine for count in counts if count.fine is not None]
    sentence.confiscation = max(
        (count.confiscation for count in counts), key=("none", "part", "all").index
    )
    sentence.fine = sum(fines) if fines and sentence.confiscation != "all" else None
    if sentence.confiscation == "part":
        sentence.confiscation_amount = sum(count.confiscation_amount for count in counts)
    sentence.rights_life = any(count.rights_life for count in counts)
    if not sentence.rights_life:
        sentence.rights_months = min(60, sum(count.rights_months for count in counts))
    if _suspended(chance, defendant, wish):
        sentence.probation_months = lawful_probation(chance, sentence.penalty)


def combined(chance: Chance, penalties: list[Penalty]) -> Penalty:
    """The executed penalty of several counts.

    The heaviest kind absorbs: life and death take all, fixed terms absorb detention (刑法 69).
    """
    if len(penalties) == 1:
        return Penalty(penalties[0].kind, penalties[0].months, penalties[0].days)
    kinds = {penalty.kind for penalty in penalties}
    for kind in (DEATH, DEATH_SUSPENDED, LIFE):
        if kind in kinds:
            return Penalty(kind)
    for kind in (FIXED, DETENTION, CONTROL, FINE_ALONE):
        if kind in kinds:
            terms = [penalty.months for penalty in penalties if penalty.kind == kind]
            return Penalty(kind, _between(chance, kind, terms))
    return Penalty()


def _between(chance: Chance, kind: str, terms: list[int]) -> int:
    if kind == FINE_ALONE:
        return 0
    low, high = max(terms), min(sum(terms), cap_of(kind, sum(terms)))
    if high - low <= 1:
        return high
    target = low + round((high - low) * chance.pick((0.4, 0.6, 0.75, 0.9)))
    step = 1 if target < 60 else 6
    rounded = target - target % step
    return rounded if low < rounded < high else target


def cap_of(kind: str, total: int) -> int:
    """The ceiling of a combined term in months (刑法 69(1))."""
    if kind == DETENTION:
        return limits.DETENTION_COMBINED
    if kind == CONTROL:
        return limits.CONTROL_COMBINED
    if total < limits.THIRTY_FIVE_YEARS:
        return limits.FIXED_COMBINED_BELOW_35_YEARS
    return limits.FIXED_COMBINED_FROM_35_YEARS


def _suspended(chance: Chance, defendant: Defendant, wish: Wish) -> bool:
    penalty = defendant.sentence.penalty
    may = penalty.kind == DETENTION or (
        penalty.kind == FIXED and penalty.months <= limits.PROBATION_LONGEST_PENALTY
    )
    if not may or defendant.recidivist:
        return False
    if wish.probation is not None:
        return wish.probation
    priors = any(prior.kind == "conviction" for prior in defendant.priors)
    return chance.odds(0.05 if priors else 0.38)


def lawful_probation(chance: Chance, penalty: Penalty) -> int:
    """A probation period for a penalty (刑法 73), as courts round it."""
    if penalty.kind == DETENTION:
        least = max(limits.PROBATION_DETENTION[0], penalty.months + (1 if penalty.days else 0))
        return min(limits.PROBATION_DETENTION[1], least + chance.whole(0, 4))
    least = max(limits.PROBATION_FIXED[0], penalty.months + (1 if penalty.days else 0))
    years = -(-least // 12)
    if chance.odds(0.2):
        return min(limits.PROBATION_FIXED[1], least + chance.whole(0, 3))
    return min(limits.PROBATION_FIXED[1], 12 * (years + chance.weigh({0: 60, 1: 40})))


def allows_mixed_kinds(day: date) -> bool:
    """Detention beside a fixed term has a rule only since 1 November 2015 (修正案九)."""
    return day >= date(2015, 11, 1)
