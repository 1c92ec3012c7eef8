"""A row's origin is one number that names batch, sheet and row for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.shelf.origin import Origin, OriginError, pack, unpack
from xiezhi.shelf.store import DeliveredFile, Delivery

PARTS = st.tuples(
    st.integers(1, (1 << 19) - 1), st.integers(1, (1 << 12) - 1), st.integers(1, (1 << 32) - 1)
)


@given(PARTS)
def test_a_number_names_one_place_and_fits_a_bigint(parts: tuple[int, int, int]):
    number = pack(*parts)
    assert 0 < number < 1 << 63
    assert unpack(number) == Origin(*parts)


@given(PARTS, PARTS)
def test_numbers_are_in_the_order_of_batches_sheets_and_rows(one, other):
    assert (pack(*one) < pack(*other)) == (one < other)


@pytest.mark.parametrize("parts", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (1 << 19, 1, 1), (1, 4096, 1)])
def test_what_cannot_be_numbered_is_refused(parts: tuple[int, int, int]):
    with pytest.raises(OriginError, match="it must be from 1 to"):
        pack(*parts)


def test_an_origin_is_said_with_the_names_of_file_and_sheet():
    files = (
        DeliveredFile("执行2023.xls", "Sheet1", "00", 9),
        DeliveredFile("补充.csv", "", "01", 9),
    )
    delivery = Delivery(3, "某区人民法院", files)
    assert delivery.name_row(Origin(3, 1, 145)) == "批次 3 · 执行2023.xls · Sheet1 · 第 145 行"
    assert delivery.name_row(Origin(3, 2, 8), "en") == "batch 3 · 补充.csv · row 8"
    assert delivery.name_row(Origin(3, 5, 8)) == "批次 3 · 第 5 张表 · 第 8 行"
