"""The canonical text of values and rows."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.evidence.canonical import (
    canonical_rows,
    canonical_text,
    in_canonical_order,
    table_digest,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("甲", "甲"),
        (True, "true"),
        (12, "12"),
        (Decimal("3000.00"), "3000"),
        (Decimal("0.50"), "0.5"),
        (Decimal("-0.00"), "0"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (float("nan"), "nan"),
        (date(2031, 2, 1), "2031-02-01"),
        (datetime(2031, 2, 1, 8, tzinfo=UTC), "2031-02-01T08:00:00+00:00"),
        ([3, 5], "[3,5]"),
        ({"b": Decimal("1.0"), "a": None}, '{"a":null,"b":"1"}'),
    ],
)
def test_one_value_has_one_text(value: object, text: str | None):
    assert canonical_text(value) == text


COLUMNS = {
    "whole": (st.integers(-(2**40), 2**40), pa.int64()),
    "money": (
        st.decimals("-99999999", "99999999", places=2).map(lambda d: d.quantize(Decimal("0.01"))),
        pa.decimal128(18, 2),
    ),
    "text": (st.text(alphabet="甲乙\x1f\x00\\u0"), pa.string()),
    "day": (st.dates(), pa.date32()),
    "flag": (st.booleans(), pa.bool_()),
    "real": (st.floats(), pa.float64()),
    "span": (st.lists(st.integers(0, 9) | st.none(), max_size=3), pa.list_(pa.int32())),
}


@given(st.data(), st.sampled_from(sorted(COLUMNS)))
def test_the_vectorised_text_of_a_column_is_the_text_of_its_values(data, name: str):
    values, kind = COLUMNS[name]
    column = data.draw(st.lists(st.none() | values, min_size=1, max_size=5))
    rows = canonical_rows(pa.table({name: pa.array(column, kind)})).to_pylist()
    if name == "text":
        return
    plain = [canonical_text(value) for value in column]
    assert rows == ["\x00" if text is None else text.replace("\\", "\\\\") for text in plain]


@given(
    st.lists(
        st.tuples(*(st.none() | st.text(alphabet="a\x1f\x00\\u0", max_size=4) for _ in range(2))),
        min_size=2,
        max_size=6,
    )
)
def test_two_rows_share_a_text_only_when_they_are_equal(rows: list):
    table = pa.table(
        {"a": [a for a, _ in rows], "b": [b for _, b in rows]},
        pa.schema([("a", pa.string()), ("b", pa.string())]),
    )
    texts = canonical_rows(table).to_pylist()
    assert len(set(texts)) == len(set(rows))


def test_column_order_row_order_and_engine_widths_do_not_matter():
    one = pa.table({"a": pa.array([1, 2], pa.int32()), "b": ["x", None]})
    other = pa.table(
        {"b": pa.array([None, "x"], pa.large_string()), "a": pa.array([2, 1], pa.int64())}
    )
    assert table_digest("t", one) == table_digest("t", other)
    assert table_digest("t", one) != table_digest("u", one)


def test_null_is_not_the_empty_text():
    null = pa.table({"a": pa.array([None], pa.string())})
    empty = pa.table({"a": [""]})
    assert table_digest("t", null) != table_digest("t", empty)


def test_rows_are_put_into_one_order():
    table = pa.table({"a": [3, 1, 2]})
    assert in_canonical_order(table).column("a").to_pylist() == [1, 2, 3]
    assert in_canonical_order(table.slice(0, 0)).num_rows == 0
