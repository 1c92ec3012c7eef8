"""Closed words, yes and no, several values in one cell, terms and periods."""

from datetime import date

import pyarrow as pa
import pytest

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.mapping.mapping import Mapped, Mapping
from xiezhi.shelf.normalise.normal import Reading
from xiezhi.shelf.normalise.rows import reading_of
from xiezhi.shelf.normalise.term import ends_of, periods, terms
from xiezhi.shelf.normalise.types import normalise_column
from xiezhi.shelf.normalise.word import booleans

CASES = Tables.load()["enforcement_case"]


def of(column, *cells, **mapped):
    mapping = Mapping("enforcement_case", columns=(Mapped("x", column, **mapped),))
    target = CASES.columns[column]
    normal = normalise_column(RawColumn(pa.array(cells)), target, reading_of(mapping, target))
    reasons = [normal.reason(row) for row in range(len(cells))]
    return normal.values.to_pylist(), [reason.code if reason else "" for reason in reasons]


def test_labels_in_both_languages_and_words_of_the_vocabulary():
    labels = CASES.columns["exec_type"].labels
    word, title = next(iter(labels.items()))
    cells = (title.zh, title.en.upper(), word, f" {title.zh} ", "没有这个词", "")
    values, why = of("exec_type", *cells)
    assert values == [word, word, word, word, None, None]
    assert why == ["", "", "", "", "not-status-code", ""]


def test_the_mapping_translates_labels_of_its_own():
    word = next(iter(CASES.columns["exec_type"].labels))
    assert of("exec_type", "刑财", words={"刑财": word})[0] == [word]


def test_yes_and_no():
    normal = booleans(
        RawColumn(pa.array(["是", "否", "Y", "1", "√", "×", "无", "", "?"])), Reading()
    )
    assert normal.values.to_pylist() == [True, False, True, True, True, False, False, None, None]
    assert normal.reason(8).code == "not-bool"


def test_several_days_in_one_cell():
    values, why = of(
        "asset_query_dates", "2023-06-14；2023.7.1", "", "2023-06-14、无此日", "20230614"
    )
    assert values == [[date(2023, 6, 14), date(2023, 7, 1)], None, None, [date(2023, 6, 14)]]
    assert why == ["", "", "not-date", ""]


def test_damaged_text_is_refused_in_every_column():
    target = CASES.columns["debtor"]
    normal = normalise_column(
        RawColumn(pa.array(["张\ufffd", "李四"])), target, Reading(), damaged=True
    )
    assert normal.values.to_pylist() == [None, "李四"]
    assert normal.reason(0).code == "damaged-text"


@pytest.mark.parametrize(
    ("cell", "ends"),
    [("2023.1.1-2024.1.1", ("2023.1.1", "2024.1.1")), ("2023年1月1日至2024年1月1日", ("2023年1月1日", "2024年1月1日")),
     ("2023-01-01至今", ("2023-01-01", "至今")), ("自2023-01-01起至2024-01-01止", ("2023-01-01", "2024-01-01")),
     ("2023-01-01—长期", ("2023-01-01", "长期")), ("20230101~20240101", ("20230101", "20240101")),
     ("2023-01-01 - 2024-01-01", ("2023-01-01", "2024-01-01")), ("2023-01-01-2024-01-01", ("2023-01-01", "2024-01-01"))],
)  # fmt: skip
def test_a_period_in_one_cell_parts_into_its_ends(cell, ends):
    assert ends_of(cell) == ends


def test_a_cell_that_is_no_period_does_not_part():
    with pytest.raises(RefusedValueError):
        ends_of("2023-01-01")


def test_both_ends_of_a_period_as_two_columns():
    start = of("file_date", "2023.1.1-2024.1.1", "2023-01-01至今", part="start")
    end = of("close_date", "2023.1.1-2024.1.1", "2023-01-01至今", part="end")
    assert start == ([date(2023, 1, 1)] * 2, ["", ""])
    assert end == ([date(2024, 1, 1), None], ["", ""])


def test_terms_and_whole_periods():
    kinds = terms(RawColumn(pa.array(["有期徒刑一年六个月", "x", ""])), Reading())
    assert kinds.values.to_pylist() == [{"kind": "fixed_term", "months": 18, "days": 0}, None, None]
    whole = periods(RawColumn(pa.array(["2023.1.1-2024.1.1"])), Reading())
    assert whole.values.to_pylist() == [{"from": date(2023, 1, 1), "to": date(2024, 1, 1)}]
