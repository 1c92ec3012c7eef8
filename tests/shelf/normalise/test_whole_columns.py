"""What is read a whole column at once is what is read row by row, or nothing."""

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.shelf.ingest.strings import layout
from xiezhi.shelf.normalise.date import all_iso, vector_days
from xiezhi.shelf.normalise.number import ABSENT, all_plain, scaled_texts

NO_DAY = -(2**31)


def unread(rows, number, kind):
    import numpy as np

    return np.full(rows, number, kind)


sums = st.one_of(
    st.none(),
    st.just(""),
    st.text("0123456789.", max_size=18),
    st.text("0123456789.,-+eE ", max_size=6),
    st.decimals(0, 10**9, places=2).map(str),
    st.integers(0, 10**12).map(str),
)
days = st.one_of(
    st.none(),
    st.just(""),
    st.dates().map(date.isoformat),
    st.text("0123456789-", min_size=10, max_size=10),
    st.sampled_from(["2023-02-29", "1999-13-01", "2023.06.14", " 2023-6-14", "0000-01-01"]),
)


@given(st.lists(sums, min_size=1, max_size=4), st.integers(0, 6), st.integers(0, 2))
def test_plain_numbers(cells, power, skipped):
    texts = pa.concat_arrays(
        [pa.array(["9.9", None][:skipped], pa.string()), pa.array(cells, pa.string())]
    )
    texts = texts.slice(skipped)
    these = layout(texts)
    at_once, by_row = unread((2, len(cells)), ABSENT, "i8")
    done = scaled_texts(these, power, by_row)
    if all_plain(texts, these, power, at_once):
        assert done[these.lengths > 0].all()
        assert at_once.tolist() == by_row.tolist()
    else:
        assert (at_once == ABSENT).all()


@given(st.lists(days, min_size=1, max_size=4), st.integers(0, 2))
def test_days(cells, skipped):
    texts = pa.concat_arrays(
        [pa.array(["2000-01-01", None][:skipped], pa.string()), pa.array(cells, pa.string())]
    )
    texts = texts.slice(skipped)
    these = layout(texts)
    at_once, by_row = unread((2, len(cells)), NO_DAY, "i4")
    done = vector_days(these, by_row)
    if all_iso(texts, these, at_once):
        assert done[these.lengths > 0].all()
        assert at_once.tolist() == by_row.tolist()
    else:
        assert (at_once == NO_DAY).all()


def test_columns_of_files_as_they_are_take_the_quick_way():
    sums_, days_ = pa.array(["3000", "0.50", None, "12.3"]), pa.array(["2031-01-31", None])
    found, read = unread(4, ABSENT, "i8"), unread(2, NO_DAY, "i4")
    assert all_plain(sums_, layout(sums_), 2, found)
    assert found.tolist() == [300_000, 50, ABSENT, 1_230]
    assert all_iso(days_, layout(days_), read)
    assert read.tolist() == [(date(2031, 1, 31) - date(1970, 1, 1)).days, NO_DAY]
