"""Identity numbers of a whole column: taken, upgraded, kept masked, or refused; as the kernel says."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.citizen_id import CitizenId, check_sign
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.raw import CellKind, RawColumn
from xiezhi.shelf.normalise.citizen_id import citizen_ids
from xiezhi.shelf.normalise.normal import Reading

WHOLE = "11010519491231002X"


def of(*cells, kinds=None):
    import numpy as np

    column = RawColumn(pa.array(cells), None if kinds is None else np.array(kinds, np.uint8))
    normal = citizen_ids(column, Reading())
    return (
        normal.values.to_pylist(),
        [(reason.code if (reason := normal.reason(row)) else "") for row in range(len(cells))],
        normal,
    )


def test_clean_numbers_pass_without_a_copy():
    column = RawColumn(pa.array([WHOLE, "110105194912310038"]))
    assert citizen_ids(column, Reading()).values is column.cells


@pytest.mark.parametrize(
    "cell",
    ["11010519491231002x", " 11010519491231002X\t", "'11010519491231002X", "１１０１０５19491231002X",
     "110105 19491231 002X", '="11010519491231002X"', "110105491231002"],
)  # fmt: skip
def test_dirt_around_a_number_goes_and_fifteen_digits_become_eighteen(cell):
    values, codes, _ = of("110105194912310038", cell)
    assert values == ["110105194912310038", WHOLE]
    assert codes == ["", ""]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.10105E+17", "scientific-notation"),
        ("1.1010519491231E17", "scientific-notation"),
        ("110105194912310020", "not-citizen-id"),
        ("110105194902300021", "not-citizen-id"),
        ("990105194912310021", "not-citizen-id"),
        ("张三", "not-citizen-id"),
    ],
)
def test_what_is_no_number_is_refused(cell, code):
    values, codes, _ = of(WHOLE, cell)
    assert values == [WHOLE, None]
    assert codes == ["", code]


def test_a_number_cell_of_eighteen_digits_has_lost_some_and_is_refused():
    values, codes, _ = of(1.1010519491231e17, 110105491231002.0, None)
    assert values == [None, WHOLE, None]
    assert codes == ["digits-lost", "", ""]


def test_number_cells_among_text_are_seen_too():
    kinds = [CellKind.TEXT, CellKind.NUMBER, CellKind.FAULT]
    values, codes, _ = of(WHOLE, "110105194912310000", "#N/A", kinds=kinds)
    assert values == [WHOLE, None, None]
    assert codes == ["", "digits-lost", "cell-fault"]


def ending_in_000():
    for serial in range(1000):
        number = f"1101051949{serial % 12 + 1:02}{serial % 28 + 1:02}"
        if check_sign(number + "000") == "0":
            return number + "0000"
    raise AssertionError


def test_a_rounded_number_that_passes_by_chance_is_refused_beside_others_that_do_not():
    lucky = ending_in_000()
    assert of(lucky, WHOLE)[0] == [lucky, WHOLE]
    values, codes, _ = of(lucky, WHOLE, "110105194912311000")
    assert values == [None, WHOLE, None]
    assert codes == ["digits-lost-suspected", "", "not-citizen-id"]


def test_hidden_digits_are_a_state_of_their_own():
    values, codes, normal = of("110105********002X", WHOLE)
    assert values == ["110105********002X", WHOLE]
    assert codes == ["", ""]
    assert normal.masked.tolist() == [True, False]


@pytest.mark.parametrize("cell", ["", None, "-", "无", "NULL", "　", "/"])
def test_blank_cells_are_null_and_no_refusal(cell):
    values, codes, _ = of(cell, WHOLE)
    assert values == [None, WHOLE]
    assert codes == ["", ""]


numbers = st.builds(
    lambda place, day, serial, wrong: f"{place}{day.year:04}{day:%m%d}{serial:03}{wrong}",
    st.sampled_from(["110105", "990101", "330106", "001122"]),
    st.dates(),
    st.integers(0, 999),
    st.sampled_from("0123456789Xx*"),
)
texts = st.one_of(
    numbers,
    numbers.map(lambda number: number[:17] + check_sign(number[:17])),
    st.text("0123456789X* １", max_size=20),
)


@given(
    st.lists(
        texts.filter(lambda text: not text.rstrip(" ").endswith("000")), min_size=1, max_size=8
    )
)
def test_a_column_says_what_the_kernel_says_of_each_cell(cells):
    values, codes, normal = of(*cells)
    for row, cell in enumerate(cells):
        if not cell.strip():
            assert (values[row], codes[row]) == (None, "")
            continue
        wanted, why = by_the_kernel(cell)
        assert values[row] == wanted
        assert (reason.en if (reason := normal.reason(row)) else "") == why


def by_the_kernel(cell):
    try:
        return CitizenId.parse(cell).number, ""
    except RefusedValueError as refused:
        return None, refused.why
