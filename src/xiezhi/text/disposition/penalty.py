"""Reading one clause that states a penalty: kind, length, probation, fine, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.kernel.term import PenaltyKind, Term
from xiezhi.text import pattern
from xiezhi.text.facts import NOTHING, Fact

if TYPE_CHECKING:
    from decimal import Decimal

    from xiezhi.text.view import View

__all__ = ["Penalty", "read_penalty", "read_total"]

_MAIN = (
    "fixed_term",
    "criminal_detention",
    "public_surveillance",
    "life",
    "death_suspended",
    "death",
    "exempt",
)
_IN_LENGTH = tuple("年月个日天零又〇0123456789一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾")
_IN_ROW = ("、", "和", "及", "以", "与")
_FOREIGN = re.compile("港币|美元|美金")
_AFTER_SUM = ("", "，", "。", "；", "、", "）", "人", "整", "已", "限")
_TIMED = {
    "fixed_term": PenaltyKind.FIXED_TERM,
    "criminal_detention": PenaltyKind.CRIMINAL_DETENTION,
    "public_surveillance": PenaltyKind.PUBLIC_SURVEILLANCE,
}


@dataclass(slots=True)
class Penalty:
    """What one clause states; a fact without value and reason was not stated.

    Attributes:
        kind: A ``PenaltyKind`` value.
        months, days: Length of the main penalty.
        probation_months, probation_days: Length of probation.
        fine: Sum of the fine in yuan.
        fine_mode: ``with`` or ``alone``.
        confiscation: ``part`` or ``all``; no value when none is stated.
        confiscation_amount: Sum confiscated in yuan, when one is stated.
        rights_months, rights_life: Loss of political rights.
        exempt: Exemption from punishment is stated.
    """

    kind: Fact[str] = NOTHING
    months: Fact[int] = NOTHING
    days: Fact[int] = NOTHING
    probation_months: Fact[int] = NOTHING
    probation_days: Fact[int] = NOTHING
    fine: Fact[Decimal] = NOTHING
    fine_mode: Fact[str] = NOTHING
    confiscation: Fact[str] = NOTHING
    confiscation_amount: Fact[Decimal] = NOTHING
    rights_months: Fact[int] = NOTHING
    rights_life: Fact[bool] = NOTHING
    exempt: Fact[bool] = NOTHING

    @property
    def empty(self) -> bool:
        """Whether the clause states nothing at all."""
        stated: tuple[Fact[Any], ...] = (
            self.kind,
            self.fine,
            self.confiscation,
            self.rights_months,
            self.exempt,
        )
        return all(fact is NOTHING for fact in stated)


def read_penalty(view: View, start: int, end: int) -> Penalty:
    """Read the clause ``view.text[start:end]`` (without blanks and brackets)."""
    penalty = Penalty()
    if start >= end:
        return penalty
    patterns = pattern.load("sentence")
    main = patterns["main"].search(view.text, start, end)
    if main is not None:
        _read_main(penalty, view, main)
    if (
        main is not None
        and main.lastgroup != "death_suspended"
        and view.text.find("缓", main.start(), end) >= 0
    ):
        _read_probation(penalty, view, patterns["probation"].search(view.text, main.start(), end))
    fine = rights = None
    if view.text.find("罚", start, end) >= 0:
        fine = patterns["fine"].search(view.text, start, end)
    if fine is not None:
        _read_fine(penalty, view, fine)
    if view.text.find("财产", start, end) >= 0:
        confiscation = patterns["confiscation"].search(view.text, start, end)
        if confiscation is not None:
            _read_confiscation(penalty, view, confiscation)
    if view.text.find("权利", start, end) >= 0:
        rights = patterns["rights"].search(view.text, start, end)
        if rights is not None:
            _read_rights(penalty, view, rights)
    if penalty.kind.value is None and (fine or rights):
        _read_alone(penalty, view, patterns["alone"].search(view.text, start, end), fine, rights)
    return penalty


def read_total(view: View, start: int, end: int, counts: list[Penalty]) -> Penalty:
    """Read a total; one that leaves out the kind (合并执行四年) has the kind of its counts."""
    penalty = read_penalty(view, start, end)
    bare = pattern.load("sentence")["bare_length"].match(view.text[start:end])
    kinds = {count.kind.value for count in counts} & set(_TIMED)
    if bare is None or len(kinds) != 1 or penalty.kind.value in _TIMED:
        return penalty
    term = _length(bare["length"])
    if term is None:
        return penalty
    low, high = bare.span("length")
    where = view.span(start + low, start + high)
    penalty.kind = Fact(kinds.pop(), where)
    penalty.months, penalty.days = Fact(term.months, where), Fact(term.days, where)
    if penalty.fine_mode.value:
        penalty.fine_mode = Fact("with", penalty.fine_mode.span)
    return penalty


def _goes_on(view: View, end: int) -> bool:
    """Whether more of a length, or one more, stands behind it (一年年八个月; 一年、八个月)."""
    behind = view.text[end : end + 1]
    if behind in _IN_ROW:
        return pattern.load("sentence")["next_length"].match(view.text[end : end + 20]) is not None
    return behind in _IN_LENGTH


def _read_main(penalty: Penalty, view: View, main: re.Match[str]) -> None:
    """Kind and length of the main penalty."""
    word = next(name for name in _MAIN if main[name])
    place = view.span(*main.span(word))
    if word == "exempt":
        penalty.exempt = Fact(value=True, span=place)
        penalty.kind = Fact(PenaltyKind.NONE.value, place)
        return
    penalty.kind = Fact(word, place)
    if word not in _TIMED:
        return
    length = main[word + "_length"]
    if length is None:
        penalty.months = Fact.declined("no length")
        return
    term = _length(length)
    where = view.span(*main.span(word + "_length"))
    if term is None or _goes_on(view, main.end(word + "_length")):
        penalty.months = Fact.declined("length not readable")
        return
    penalty.months, penalty.days = Fact(term.months, where), Fact(term.days, where)


def _length(words: str) -> Term | None:
    """The length, read behind a penalty's name, where 六月 can only mean six months."""
    words = words.replace("月月", "月").replace("年年", "年").replace("周年", "年")
    words = words.replace("，", "")
    try:
        return Term.parse("有期徒刑" + words)
    except RefusedValueError:
        return None


def _read_probation(penalty: Penalty, view: View, probation: re.Match[str] | None) -> None:
    if probation is None:
        return
    term = _length(probation["length"])
    if term is None or _goes_on(view, probation.end("length")):
        penalty.probation_months = Fact.declined("length not readable")
        return
    where = view.span(*probation.span("length"))
    penalty.probation_months = Fact(term.months, where)
    penalty.probation_days = Fact(term.days, where)


def _sum(match: re.Match[str], view: View) -> Fact[Decimal]:
    """The sum of a match with groups ``sum`` and ``unit``."""
    words = match["sum"]
    if words is None:
        return Fact.declined("no sum")
    digits = words.rstrip(".，")
    behind = view.text[match.end() : match.end() + 1]
    if not match["unit"] and behind not in _AFTER_SUM:
        return Fact.declined("spoilt sum")
    if "余" in (match["unit"] or ""):
        return Fact.declined("approximate sum")
    if behind in _IN_ROW and pattern.load("sentence")["next_sum"].match(
        view.text[match.end() : match.end() + 24]
    ):
        return Fact.declined("several sums in a row")
    try:
        money = Money.parse(digits + "元")
    except RefusedValueError as refused:
        return Fact.declined(f"sum not readable: {refused.why}")
    end = match.end("unit") if match["unit"] else match.start("sum") + len(digits)
    return Fact(money.amount, view.span(match.start("sum"), end))


def _read_fine(penalty: Penalty, view: View, fine: re.Match[str]) -> None:
    before = view.text[max(0, fine.start() - 3) : fine.end()]
    if _FOREIGN.search(fine.group()):
        penalty.fine = Fact.declined("foreign currency")
    else:
        penalty.fine = _sum(fine, view)
    alone = "单处" in before
    penalty.fine_mode = Fact("alone" if alone else "with", view.span(*fine.span()))


def _read_confiscation(penalty: Penalty, view: View, found: re.Match[str]) -> None:
    where = view.span(*found.span())
    total = found["total"] or ""
    if found["sum"]:
        penalty.confiscation = Fact("part", where)
        penalty.confiscation_amount = _sum(found, view)
    elif "部分" in (found["share"] or "") or "部分" in total:
        penalty.confiscation = Fact("part", where)
    elif found["share"] or found["all"] or total:
        penalty.confiscation = Fact("all", where)
    else:
        penalty.confiscation = Fact.declined("extent not stated")


def _read_rights(penalty: Penalty, view: View, rights: re.Match[str]) -> None:
    if rights["life"]:
        penalty.rights_life = Fact(value=True, span=view.span(*rights.span()))
    elif rights["length"]:
        term = _length(rights["length"])
        if term is None or _goes_on(view, rights.end("length")):
            penalty.rights_months = Fact.declined("length not readable")
        elif term.days:
            penalty.rights_months = Fact.declined("the length has days")
        else:
            penalty.rights_months = Fact(term.months, view.span(*rights.span("length")))
    else:
        penalty.rights_months = Fact.declined("no length")


def _read_alone(
    penalty: Penalty,
    view: View,
    alone: re.Match[str] | None,
    fine: re.Match[str] | None,
    rights: re.Match[str] | None,
) -> None:
    """A fine, or the loss of political rights, as the only penalty."""
    if fine is not None and (alone is None or alone["what"] == "罚金"):
        penalty.kind = Fact(PenaltyKind.FINE_ALONE.value, view.span(*fine.span()))
        penalty.fine_mode = Fact("alone", view.span(*fine.span()))
    elif rights is not None and alone is not None:
        penalty.kind = Fact(PenaltyKind.RIGHTS_ALONE.value, view.span(*alone.span()))
