"""How an office writes the values of one column: whole columns of text, as in its files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.rulebook.tables import Column
from xiezhi.twin.province.arrays import Ints, np

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.twin.province.draw import Draw

__all__ = ["Habit", "written"]

_FULL = str.maketrans("0123456789Xx", "０１２３４５６７８９ＸＸ")
_DIGITS = "〇一二三四五六七八九"
_RARE = 200
"""Most rows of a column that are written in a form that must be made value by value."""


@dataclass(frozen=True, slots=True)
class Habit:
    """The ways of one office.

    Attributes:
        date: Pattern of days (``strftime``).
        month: Pattern of months.
        brackets: The pair around the year of a case number.
        ten_thousand: Whether large amounts are written in units of 10,000 yuan.
        yes: What yes and no are called.
        dot: The sign between the parts of a transliterated name.
        share: Share of the cells written carelessly.
    """

    date: str
    month: str
    brackets: tuple[str, str]
    ten_thousand: bool
    yes: tuple[str, str]
    dot: str
    share: float

    @classmethod
    def of(cls, draw: Draw) -> Habit:
        """An office's ways."""
        return cls(
            date=draw.one_of(("%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y/%m/%d", "%Y年%m月%d日")),
            month=draw.one_of(("%Y%m", "%Y-%m", "%Y年%m月", "%Y.%m")),
            brackets=draw.one_of((("（", "）"), ("(", ")"), ("〔", "〕"), ("[", "]"))),
            ten_thousand=bool(draw.odds(0.25, 1)[0]),
            yes=draw.one_of((("是", "否"), ("是", "否"), ("Y", "N"), ("有", "无"))),
            dot=draw.one_of(("·", "•", "・", "．")),
            share=0.01,
        )


def written(column: Column, values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    """A column as text, as the office writes it; null stays null.

    Args:
        column: What the values are.
        values: The true values.
        habit: The office's ways.
        draw: Chance for this column.
    """
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if column.is_list:
        return _listed(column, values, habit, draw)
    if column.labels is not None:
        return _labelled(column, values)
    maker = _MAKERS.get(column.type.name)
    if maker is not None:
        return maker(values, habit, draw)
    if pa.types.is_date(values.type):
        return pc.strftime(values, format=habit.date)
    return values.cast(pa.string())


def _listed(column: Column, values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    flat = values.flatten()
    plain = Column(column.name, column.type, column.title, labels=column.labels)
    texts = written(plain, flat, habit, draw)
    return pc.binary_join(
        pa.ListArray.from_arrays(values.offsets, texts, mask=values.is_null())
        if values.null_count
        else pa.ListArray.from_arrays(values.offsets, texts),
        "、",
    )


def _labelled(column: Column, values: pa.Array) -> pa.Array:
    labels = {word: label.zh for word, label in (column.labels or {}).items()}
    plain = values.cast(pa.string()).dictionary_encode()
    words = [labels.get(word, word) for word in plain.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(plain.indices, pa.array(words, pa.string())).cast(
        pa.string()
    )


def _days(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    texts = pc.strftime(values, format=habit.date)
    return _rarely(
        texts,
        values,
        draw,
        habit.share / 4,
        lambda day: (
            "".join(_DIGITS[int(digit)] for digit in str(day.year))
            + f"年{_small(day.month)}月{_small(day.day)}日"
        ),
    )


def _months(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    return pc.strftime(values, format=habit.month)


def _moments(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    return pc.strftime(values.cast(pa.timestamp("s")), format="%Y-%m-%d %H:%M:%S")


def _money(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    texts = values.cast(pa.string())
    if habit.ten_thousand:
        return pc.if_else(
            pc.is_valid(values),
            pc.multiply(values.cast(pa.decimal128(18, 2)), pa.scalar(Decimal("0.0001"))).cast(
                pa.string()
            ),
            pa.scalar(None, pa.string()),
        )
    return _rarely(texts, values, draw, habit.share / 2, lambda amount: f"￥{amount:,}")


def _flags(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    yes, no = habit.yes
    return pc.if_else(values, pa.scalar(yes), pa.scalar(no))


def _names(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    plain = pc.replace_substring(values.cast(pa.string()), "·", habit.dot)
    spread = pc.replace_substring_regex(plain, r"^(.)(.)$", r"\1 \2")
    odd = pa.array(draw.odds(habit.share * 3, len(values)))
    trailing = pa.array(draw.odds(habit.share * 2, len(values)))
    return pc.if_else(
        odd, spread, pc.if_else(trailing, pc.binary_join_element_wise(plain, "  ", ""), plain)
    )


def _numbers(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    texts = values.cast(pa.string())
    return _rarely(texts, values, draw, habit.share / 2, lambda text: str(text).translate(_FULL))


def _cases(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    left, right = habit.brackets
    texts = pc.replace_substring(values.cast(pa.string()), "（", left, max_replacements=1)
    return pc.replace_substring(texts, "）", right, max_replacements=1)


def _units(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    plain = values.cast(pa.string())
    trailing = pa.array(draw.odds(habit.share, len(values)))
    return pc.if_else(trailing, pc.binary_join_element_wise(plain, " ", ""), plain)


def _charges(values: pa.Array, habit: Habit, draw: Draw) -> pa.Array:
    """Of a selective charge offices write what was done."""
    return pc.replace_substring(
        values.cast(pa.string()), "走私、贩卖、运输、制造毒品罪", "贩卖毒品罪"
    )


def _rarely(
    texts: pa.Array,
    values: pa.Array,
    draw: Draw,
    share: float,
    made: Callable[[Any], str],
) -> pa.Array:
    """A few of the texts replaced by another way of writing the same value."""
    texts = texts.cast(pa.string())
    rows: Ints = np.flatnonzero(draw.odds(share, len(values)))[:_RARE]
    rows = rows[np.asarray(pc.is_valid(values).take(pa.array(rows)), bool)] if len(rows) else rows
    if not len(rows):
        return texts
    mask = np.zeros(len(values), bool)
    mask[rows] = True
    others = [made(value) for value in values.take(pa.array(rows)).to_pylist()]
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(others, pa.string()))


def _small(number: int) -> str:
    """1 to 99 in Chinese."""
    ten, one = divmod(number, 10)
    head = "" if ten == 0 else "十" if ten == 1 else f"{_DIGITS[ten]}十"
    return head + (_DIGITS[one] if one or not ten else "")


_MAKERS: dict[str, Callable[[pa.Array, Habit, Draw], pa.Array]] = {
    "date": _days,
    "month": _months,
    "datetime": _moments,
    "money": _money,
    "bool": _flags,
    "person_name": _names,
    "citizen_id": _numbers,
    "uscc": _numbers,
    "case_number": _cases,
    "charge": _charges,
    "agency": _units,
    "org_name": _units,
}
