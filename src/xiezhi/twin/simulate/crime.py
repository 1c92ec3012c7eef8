"""Crimes: which charge, which bracket, which acts on which days and for how much."""

import itertools
from datetime import date, timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Act, Count
from xiezhi.twin.numerals import day_text, money
from xiezhi.twin.offences import Bracket, Offence
from xiezhi.twin.people import Names
from xiezhi.twin.statute import ROWS, in_force
from xiezhi.twin.stories import HOURS, INJURIES, SPOTS, STORIES, THINGS
from xiezhi.twin.wish import Wish

FIRST_DAY, LAST_DAY = date(2012, 3, 1), date(2023, 3, 31)
_ONCE = {"危险驾驶罪", "故意杀人罪", "过失致人死亡罪", "交通肇事罪", "重大责任事故罪", "代替考试罪"}
_ALONE = _ONCE | {"过失致人重伤罪", "妨害安全驾驶罪", "高空抛物罪", "使用虚假身份证件罪"}


def crime_day(chance: Chance, wish: Wish) -> date:
    """The day of the last act, more often in the middle years, as in the real documents."""
    first, last = wish.after or FIRST_DAY, wish.before or LAST_DAY
    if chance.odds(0.7):
        first, last = max(first, date(2013, 6, 1)), min(last, date(2019, 3, 1))
    if first > last:
        first, last = wish.after or FIRST_DAY, wish.before or LAST_DAY
    return chance.day(first, last)


def choose_offence(
    chance: Chance, day: date, charges: tuple[str, ...], taken: tuple[str, ...] = ()
) -> Offence:
    """A charge in force on that day, of the wished ones if any.

    Raises:
        LookupError: If none of the wished charges was in force.
    """
    rows = {
        row: row.weight
        for row in ROWS
        if row.in_force(day) and row.charge not in taken and (not charges or row.charge in charges)
    }
    if not rows:
        raise LookupError(f"no wished charge was in force on {day}: {charges}")
    return chance.weigh(rows)


def choose_bracket(chance: Chance, offence: Offence, wished: int | None) -> Bracket:
    """A bracket, the lighter the likelier."""
    if wished is not None:
        return offence.brackets[min(wished, len(offence.brackets) - 1)]
    weights = (74, 18, 6, 2)
    return chance.weigh(dict(zip(offence.brackets, weights, strict=False)))


def commit(
    chance: Chance,
    offence: Offence,
    bracket: Bracket,
    last: date,
    seat: str,
    names: Names,
    style: str,
    acts: int | None = None,
) -> Count:
    """A count with its acts; ``@`` in an act's text stands for who acted.

    Args:
        chance: Choices.
        offence: The charge.
        bracket: The bracket the quantity falls in.
        last: Day of the last act.
        seat: Where it happened.
        names: Names of the document.
        style: How the document writes money in its facts.
        acts: Number of acts; by chance when None.

    Returns:
        A count without penalty.
    """
    total = _quantity(chance, bracket)
    number = 1 if offence.charge in _ONCE else acts or chance.weigh({1: 50, 2: 18, 3: 16, 5: 16})
    if offence.charge == "容留他人吸毒罪":
        number = max(3, number)
    if total and total < 4 * number:
        number = max(1, min(number, total))
    first_possible = offence.since or FIRST_DAY - timedelta(days=300)
    days = [last]
    for _ in range(number - 1):
        days.append(max(first_possible, days[-1] - timedelta(days=chance.whole(1, 40))))
    days.sort()
    shares = _shares(chance, total, number)
    count = Count(offence, bracket, [], amount=total)
    for day, share in zip(days, shares, strict=True):
        price = chance.whole(200, 3000, 100)
        text = _tell(chance, offence, bracket, day, share, price, seat, names, style)
        count.acts.append(Act(day, share, text))
        if STORIES[offence.charge].property == "gain":
            count.gain += share if offence.unit == "元" else price
    return count


def _quantity(chance: Chance, bracket: Bracket) -> int:
    if bracket.quantity is None:
        return 0
    low, high = bracket.quantity
    step = 1 if high < 1000 else 10 if chance.odds(0.5) else 1
    return chance.low_whole(low, high, step)


def _shares(chance: Chance, total: int, number: int) -> list[int]:
    if number == 1 or not total:
        return [total] * number if number == 1 else [0] * number
    cuts = sorted(chance.some(range(1, total), number - 1))
    edges = [0, *cuts, total]
    return [right - left for left, right in itertools.pairwise(edges)]


def _tell(
    chance: Chance,
    offence: Offence,
    bracket: Bracket,
    day: date,
    share: int,
    price: int,
    seat: str,
    names: Names,
    style: str,
) -> str:
    story = STORIES[offence.charge]
    injuries = INJURIES.get(bracket.phrase, ("死亡",))
    return chance.pick(story.acts).format(
        when=day_text(day) + chance.pick(HOURS),
        place=chance.pick(SPOTS).format(seat=seat),
        who="@",
        victim=names.other(),
        thing=chance.pick(THINGS),
        amount=money(share, style),
        price=money(price, style),
        n=share or chance.pick(injuries),
    )


def single_person(offence: Offence) -> bool:
    """True for crimes that one person commits alone."""
    return offence.charge in _ALONE


def same_law(charge: str, day: date) -> bool:
    """Whether the charge existed on that day."""
    return in_force(charge, day) is not None
