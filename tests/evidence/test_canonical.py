"""The canonical text of values and rows."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.evidence.canonical import (
    canonical_json,
    canonical_objects,
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
    "words": (
        st.lists(st.text(alphabet='甲a"\\\n') | st.none(), max_size=3),
        pa.list_(pa.string()),
    ),
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


@given(st.lists(st.none() | st.lists(st.sampled_from(["甲", "乙", ""]), max_size=3), min_size=1))
def test_lists_of_plain_words_are_joined_as_their_json(column: list):
    rows = canonical_rows(pa.table({"a": pa.array(column, pa.list_(pa.string()))})).to_pylist()
    assert rows == ["\x00" if words is None else canonical_json(words) for words in column]


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


def test_lists_of_structures_are_read_whether_all_are_empty_or_not():
    kind = pa.list_(pa.struct([("a", pa.int64())]))
    empty = pa.table({"x": pa.array([[], None, []], kind)})
    assert canonical_rows(empty).to_pylist() == ["[]", "\x00", "[]"]
    full = pa.table({"x": pa.array([[], None, [{"a": 1}]], kind)})
    assert canonical_rows(full).to_pylist() == ["[]", "\x00", '[{"a":1}]']


@given(
    st.lists(
        st.tuples(*(st.none() | st.text(alphabet='甲a"\\\n') for _ in range(2))),
        min_size=1,
        max_size=4,
    )
)
def test_objects_made_at_once_are_the_json_of_each(rows: list):
    together = canonical_objects(
        ["a", "乙"], [[a for a, _ in rows], [b for _, b in rows]], len(rows)
    )
    assert together == [canonical_json({"a": a, "乙": b}) for a, b in rows]
    assert canonical_objects([], [], 2) == ["{}", "{}"]
