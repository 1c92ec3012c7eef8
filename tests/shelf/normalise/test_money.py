"""Sums of money and other numbers: exact to the hundredth, in the unit that the mapping names."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise.length import ages, counts, days, months, whole_numbers
from xiezhi.shelf.normalise.measure import areas, quantities, rates, shares
from xiezhi.shelf.normalise.money import money
from xiezhi.shelf.normalise.normal import Reading


def of(*cells, normalise=money, **reading):
    normal = normalise(RawColumn(pa.array(cells)), Reading(**reading))
    reasons = [normal.reason(row) for row in range(len(cells))]
    values = [None if value is None else str(value) for value in normal.values.to_pylist()]
    return values, [reason.en if reason else "" for reason in reasons]


@pytest.mark.parametrize(
    ("cell", "sum_"),
    [("3000", "3000.00"), ("3000.5", "3000.50"), ("3,000.50", "3000.50"), ("3000元", "3000.00"),
     ("2万元", "20000.00"), ("伍仟元整", "5000.00"), ("1.230", "1.23"), ("0", "0.00"), ("0.05", "0.05"),
     ("１２３", "123.00"), (" 3000 ", "3000.00"), ("¥500", "500.00"), ("2.5万", "25000.00")],
)  # fmt: skip
def test_one_sum_in_many_forms(cell, sum_):
    assert of("1", cell, "") == (["1.00", sum_, None], ["", "", ""])


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("约3万元", "it is only near"),
        ("-5", "- is not a numeral"),
        ("000", "it begins with a zero, as redacted sums do"),
        ("1.234", "it is finer than a hundredth"),
        ("500美元", "it is in USD"),
        ("1,23", "its commas do not part thousands"),
        ("1.2.3", ". is not a numeral"),
        ("一万二元", "its last digit lacks a unit, so it has two readings"),
    ],
)
def test_what_is_no_exact_sum_in_yuan_is_refused(cell, why):
    assert of("1", cell) == (["1.00", None], ["", why])


def test_bare_numbers_count_the_columns_unit_and_others_their_own():
    values, _ = of("3", "3.5", "0.00001", "3,000", "5000元", "2万元", unit="万元")
    assert values == ["30000.00", "35000.00", "0.10", "30000000.00", "5000.00", "20000.00"]
    assert of("¥3", unit="万元")[0] == [None]


def test_typed_numbers_are_exact_as_far_as_a_workbook_shows_them():
    assert of(0.1 + 0.2, 1234.56, 1.234, None, -3.0)[0] == ["0.30", "1234.56", None, None, None]
    assert of(3.5, unit="万元")[0] == ["35000.00"]


def test_lengths_in_months_days_and_years():
    cells = ["3", "十个月", "1年6个月", "一年", "有期徒刑三年", "拘役四个月", "3.0"]
    assert of(*cells, normalise=months)[0] == ["3", "10", "18", "12", "36", "4", "3"]
    assert of("十五日", "3.5", normalise=months)[0] == [None, None]
    assert of("3", "1.5", "18个月", normalise=months, unit="年")[0] == ["36", "18", "18"]
    assert of(3.0, normalise=months, unit="年")[0] == ["36"]
    assert of("15日", "十五天", "3", "一个月", normalise=days)[0] == ["15", "15", "3", None]
    assert of("35岁", "三十五周岁", "300", normalise=ages)[0] == ["35", "35", None]
    assert of("第3名", "3", "3.5", normalise=whole_numbers)[0] == ["3", "3", None]
    assert of("3人", "12", "-1", normalise=counts)[0] == ["3", "12", None]


def test_measures_with_and_without_their_unit():
    assert of("3", "2亩", "3.5㎡", "1公顷", "5km", normalise=areas)[0] == [
        "3.0000", "1333.3400", "3.5000", "10000.0000", None,
    ]  # fmt: skip
    assert of("3", "0.1", "3㎡", normalise=areas, unit="亩")[0] == [
        "2000.0100",
        "66.6670",
        "3.0000",
    ]
    assert of("3.5", "3.5吨", "2升", normalise=quantities, unit="吨")[0] == [
        "3.5000",
        "3.5000",
        None,
    ]
    assert of("4.35", "4.35%", "7.5‰", normalise=rates)[0] == ["4.3500", "4.3500", "0.7500"]
    assert of("35%", "0.5", normalise=shares)[0] == ["0.35", "0.5"]
    assert of("35%", "50", normalise=shares, unit="%")[0] == ["0.35", "0.5"]


plain = st.decimals(0, 10**12, places=2, allow_nan=False).map(str)
strange = st.text("0123456789.,元万 -", max_size=9)


@given(st.lists(st.one_of(plain, strange), min_size=1, max_size=9))
def test_a_column_of_sums_says_what_the_kernel_says_of_each_cell(cells):
    values, whys = of(*cells)
    for cell, value, why in zip(cells, values, whys, strict=True):
        bare = cell.strip()
        if bare in ("", "-", "--"):
            assert (value, why) == (None, "")
            continue
        try:
            wanted = _kernel(bare)
        except RefusedValueError:
            assert value is None, cell
            assert why
        else:
            assert Decimal(value) == wanted


def _kernel(text):
    try:
        found = Money.parse(text)
    except RefusedValueError as refused:
        if refused.why != "no currency is named":
            raise
        found = Money.of_number(text)
    if found.approximate:
        raise RefusedValueError("money", text, "near")
    return found.amount
