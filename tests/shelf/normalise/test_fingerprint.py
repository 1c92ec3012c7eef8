"""Equal rows have equal numbers, whatever stands beside them."""

import datetime

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.shelf.normalise.fingerprint import fingerprints

texts = st.lists(st.none() | st.text(max_size=90), min_size=1, max_size=12)


@given(texts, texts)
def test_a_row_does_not_depend_on_its_neighbours(one, other):
    both = fingerprints([pa.array([*one, *other], pa.string())], 1)
    alone = fingerprints([pa.array(one, pa.string())], 1)
    assert both[: len(one)].tolist() == alone.tolist()


@given(texts)
def test_different_texts_have_different_numbers(held):
    numbers = fingerprints([pa.array(held, pa.string())], 1).tolist()
    assert len(set(numbers)) == len(set(held))


def test_all_columns_count():
    days = pa.array([datetime.date(2031, 1, 1), datetime.date(2031, 1, 2), None])
    names = pa.array(["甲", "甲", "甲"])
    assert len(set(fingerprints([names, days], 1).tolist())) == 3
