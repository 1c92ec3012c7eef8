"""A large workbook is read by another process, with nothing changed but the time it takes."""

import datetime
import gc

import openpyxl
import pytest

from xiezhi.shelf.ingest import workbook_process
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.source import Source

TITLES = ["姓名", "身份证号", "发放月", "金额"]
WHOLE = "110105194912310021"


@pytest.fixture
def book(tmp_path):
    """Two sheets; in the first one number in three is damaged, and a total stands at the end."""
    made = openpyxl.Workbook()
    made.active.append(TITLES)
    for row in range(40):
        number = 110105194912310021 if row % 3 == 0 else WHOLE
        made.active.append([f"张{row}", number, datetime.date(2031, 6, 1), row / 4])
    made.active.append(["合计", None, None, 195])
    more = made.create_sheet("二")
    more.append(["编号", "日期"])
    more.append([7, "2031-01-01"])
    made.create_sheet("空")
    path = tmp_path / "台账.xlsx"
    made.save(path)
    return path


@pytest.fixture
def elsewhere(monkeypatch):
    monkeypatch.setattr(workbook_process, "LARGE", 0)


def told(path):
    """Everything a source says."""
    with Source.open(path) as source:
        sheets = [
            (one.place(), one.titles, one.rows, one.header, one.typed) for one in source.sheets
        ]
        rows = [
            (
                batch.rows.tolist(),
                [
                    (cell.cells, None if cell.kinds is None else cell.kinds.tolist())
                    for cell in batch.columns
                ],
                batch.aside,
            )
            for sheet in source.sheets
            for batch in sheet.batches(16)
        ]
        return sheets, rows, source.left_out


def test_it_is_told_as_this_process_tells_it(book, monkeypatch):
    here = told(book)
    monkeypatch.setattr(workbook_process, "LARGE", 0)
    assert told(book) == here
    assert [len(rows) for rows, _, _ in here[1]] == [16, 16, 8, 1]


def test_a_pass_broken_off_is_no_hindrance_to_the_next(book, elsewhere):
    with Source.open(book) as source:
        first, second = source.sheets
        begun = first.batches(4)
        assert next(begun).rows.tolist() == [2, 3, 4, 5]
        assert [batch.rows.tolist() for batch in second.batches()] == [[2]]
        assert sum(batch.num_rows for batch in first.batches(4)) == 40
        with pytest.raises(AssertionError, match="another pass"):
            next(begun)


def test_what_is_wrong_with_a_workbook_is_told_as_ever(tmp_path, elsewhere):
    path = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(IngestError) as refused:
        Source.open(path)
    assert refused.value.problems[0].code == "ingest-no-table"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(IngestError) as refused:
        Source.open(path)
    assert refused.value.problems[0].code == "ingest-workbook"


def test_a_process_that_dies_is_an_error_and_none_stays_behind(book, elsewhere, monkeypatch):
    begun = []
    start = workbook_process.subprocess.Popen

    def started(*words, **named):
        begun.append(start(*words, **named))
        return begun[-1]

    monkeypatch.setattr(workbook_process.subprocess, "Popen", started)
    source = Source.open(book)
    rows = source.sheets[0].batches(4)
    next(rows)
    begun[0].kill()
    with pytest.raises(IngestError, match="ended early"):
        list(rows)
    other = Source.open(book)
    assert begun[1].poll() is None
    del source, other, rows
    gc.collect()
    assert [process.poll() is not None for process in begun] == [True, True]


def test_where_no_process_can_be_started_this_one_reads(book, elsewhere, monkeypatch):
    def refused(*_, **__):
        raise OSError("no more processes")

    monkeypatch.setattr(workbook_process.subprocess, "Popen", refused)
    assert [len(rows) for rows, _, _ in told(book)[1]] == [16, 16, 8, 1]
