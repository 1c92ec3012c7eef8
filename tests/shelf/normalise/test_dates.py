"""Days, months and moments in every form that files hold; what names no day is refused."""

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.raw import CellKind, RawColumn
from xiezhi.shelf.normalise.date import dates
from xiezhi.shelf.normalise.month import datetimes, months_of_year
from xiezhi.shelf.normalise.normal import Reading

DAY = date(2023, 6, 14)
MOMENT = datetime.fromisoformat


def of(*cells, normalise=dates, kinds=None, **reading):
    import numpy as np

    column = RawColumn(pa.array(cells), None if kinds is None else np.array(kinds, np.uint8))
    normal = normalise(column, Reading(**reading))
    reasons = [normal.reason(row) for row in range(len(cells))]
    return normal.values.to_pylist(), [reason.code if reason else "" for reason in reasons]


@pytest.mark.parametrize(
    "cell",
    ["2023-06-14", "2023.6.14", "2023/06/14", "20230614", "2023年6月14日", "2023年06月14日",
     "二〇二三年六月十四日", "２０２３－０６－１４", " 2023-6-14\t", "2023-06-14 10:30:00",
     "2023/6/14 10:30", "2023-06-14T10:30:00", "2023年6月14号"],
)  # fmt: skip
def test_one_day_in_many_forms(cell):
    assert of(cell) == ([DAY], [""])
    assert of("2020-01-01", cell, "") == ([date(2020, 1, 1), DAY, None], ["", "", ""])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2023-02-30", "not-date"),
        ("2023-06", "not-date"),
        ("2023", "not-date"),
        ("14/6/2023", "not-date"),
        ("2023-06/14", "not-date"),
        ("1023-06-14", "not-date"),
        ("2023-06-14 25:00:00", "not-date"),
        ("45091", "bare-number-as-date"),
        ("至今", "not-date"),
    ],
)
def test_what_names_no_day_is_refused(cell, code):
    assert of("2020-01-01", cell) == ([date(2020, 1, 1), None], ["", code])


def test_the_mapping_may_say_how_days_are_written():
    assert of("14/6/2023", "03.04.2023", order="dmy")[0] == [DAY, date(2023, 4, 3)]
    assert of("6/14/2023", order="mdy")[0] == [DAY]
    assert of("45091", serial=True)[0] == [DAY]


def test_an_open_end_is_no_day_yet():
    assert of("至今", "长期", "2023-06-14", open_end=True) == ([None, None, DAY], ["", "", ""])


def test_typed_numbers_count_days_or_are_eight_digits():
    assert of(45091.0, 20230614.0, 45091.5, None, 3.0) == (
        [DAY, DAY, DAY, None, None], ["", "", "", "", "not-date"],
    )  # fmt: skip
    kinds = [CellKind.NUMBER, CellKind.TEXT, CellKind.DAY, CellKind.TRUTH]
    assert of("45091", "45091", "2023-06-14", "TRUE", kinds=kinds) == (
        [DAY, None, DAY, None], ["", "bare-number-as-date", "", "wrong-kind"],
    )  # fmt: skip


def test_old_macintosh_workbooks_count_from_1904():
    assert of(43629.0, from_1904=True)[0] == [DAY]
    assert of(43629.0, from_1904=True, normalise=months_of_year)[0] == [date(2023, 6, 1)]


def test_typed_days_and_moments_keep_their_day():
    assert of(DAY, None)[0] == [DAY, None]
    assert of(MOMENT("2023-06-14T23:59"), None)[0] == [DAY, None]
    assert of(date(1023, 6, 14), DAY) == ([None, DAY], ["not-date", ""])


def test_months_are_their_first_day():
    cells = ["202306", "2023-06", "2023年6月", "2023.6", "2023/06", "2023-06-14", "二〇二三年六月"]
    assert of(*cells, normalise=months_of_year) == ([date(2023, 6, 1)] * 7, [""] * 7)
    assert of("2023", "20236", normalise=months_of_year)[1] == ["not-date", "not-date"]
    assert of(202306.0, 45091.0, normalise=months_of_year)[0] == [date(2023, 6, 1)] * 2


def test_moments_keep_their_clock():
    cells = [
        "2023-06-14 10:30:05",
        "20230614103005",
        "2023年6月14日10时30分5秒",
        "2023/6/14 10:30:05",
    ]
    assert of(*cells, normalise=datetimes)[0] == [MOMENT("2023-06-14T10:30:05")] * 4
    assert of("2023-06-14", "2023-06-14 10:30", normalise=datetimes)[0] == [
        MOMENT("2023-06-14"), MOMENT("2023-06-14T10:30"),
    ]  # fmt: skip
    assert of("2023-06-14 25:00", normalise=datetimes) == ([None], ["not-datetime"])


days = st.dates(date(1850, 1, 1), date(2199, 12, 31))
forms = st.sampled_from(
    ["{0.year:04}-{0.month:02}-{0.day:02}", "{0.year}.{0.month}.{0.day}", "{0.year}/{0.month}/{0.day:02}",
     "{0.year}{0.month:02}{0.day:02}", "{0.year}年{0.month}月{0.day}日", " {0.year}-{0.month:02}-{0.day}"]
)  # fmt: skip
strange = st.text("0123456789-./年月日 ", max_size=11)


@given(
    st.lists(
        st.one_of(st.builds(lambda form, day: form.format(day), forms, days), strange),
        min_size=1,
        max_size=9,
    )
)
def test_a_column_of_days_says_what_the_kernel_says_of_each_cell(cells):
    values, codes = of(*cells)
    for cell, value, code in zip(cells, values, codes, strict=True):
        bare = cell.strip()
        if bare in ("", "-", "--", "/"):
            assert (value, code) == (None, "")
            continue
        try:
            wanted = PartialDate.parse(bare).to_date()
        except RefusedValueError:
            assert value is None
            assert code
        else:
            assert value == wanted
