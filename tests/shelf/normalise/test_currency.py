"""A column of dollars: bare numbers and sums in dollars; sums in anything else are refused."""

import pyarrow as pa
import pytest

from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise.money import money
from xiezhi.shelf.normalise.normal import Reading


@pytest.mark.parametrize(
    ("currency", "text", "amount"),
    [
        ("USD", "2,338,699.60", "2338699.60"),
        ("USD", "$2,338.5", "2338.50"),
        ("USD", "500美元", "500.00"),
        ("USD", "500元", None),
        ("USD", "€500", None),
        ("CNY", "500元", "500.00"),
        ("CNY", "$500", None),
    ],
)
def test_a_sum_is_in_the_columns_currency(currency, text, amount):
    found = money(RawColumn(pa.array([text], pa.string())), Reading(currency=currency))
    value = found.values[0].as_py()
    assert (None if value is None else str(value)) == amount
