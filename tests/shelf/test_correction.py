"""Refused cells go out for correction and come back under the row they always were."""

import csv

import openpyxl
import pyarrow.parquet as pq
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.correction import CorrectionError, export_quarantine, reoffer
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import Mapped, Mapping
from xiezhi.shelf.normalise.normalised import normalise
from xiezhi.shelf.origin import Origin, unpack

CASES = Tables.load()["enforcement_case"]
MAPPING = Mapping(
    "enforcement_case",
    columns=(Mapped("案号", "exec_no"), Mapped("法院", "court"), Mapped("证件号", "debtor_id"), Mapped("标的", "amount", unit="万元")),
)  # fmt: skip
WHOLE = "11010519491231002X"


@pytest.fixture
def quarantine(tmp_path):
    """Row 2: refused amount, kept; rows 3 and 4: refused keys; row 5: broken."""
    path = tmp_path / "a.csv"
    path.write_text(
        "案号,法院,证件号,标的\n（2031）某0101执1号,某法院,11010519491231002X,三五百\n"
        "错号,某法院,1.1E+17,2\n（2031）某0101执3号,,,3\n短,行\n（2031）某0101执5号,某法院,,4\n"
    )
    target = tmp_path / "7.parquet"
    done = normalise(Source.open(path), MAPPING, CASES, batch=7, quarantine=target)
    assert sum(batch.num_rows for batch in done) == 2
    assert (done.rows_quarantined, done.cells_refused) == (3, 1)
    return target


def filled(path, answers):
    """The exported list with answers by row and title, as a person fills it in."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = list(csv.reader(file))
    for line in lines:
        line[8] = answers.get((int(line[3]), line[5]), "")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *lines])
    return path


def test_the_list_names_row_cell_and_reason(quarantine, tmp_path):
    out = tmp_path / "list.csv"
    assert export_quarantine(quarantine, out) == 5
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["行标识"], line["列"], line["原值"], line["更正后"]) for line in lines] == [
        ("B7-S1-R5", "", "短,行", ""),
        ("B7-S1-R2", "标的", "三五百", ""),
        ("B7-S1-R3", "案号", "错号", ""),
        ("B7-S1-R3", "证件号", "1.1E+17", ""),
        ("B7-S1-R4", "法院", "", ""),
    ]
    assert "科学计数法" in lines[3]["原因"]


def test_a_row_that_came_twice_names_its_twin_in_the_list_s_own_language(tmp_path):
    path = tmp_path / "a.csv"
    line = "（2031）某0101执1号,某法院,,1\n"
    path.write_text("案号,法院,证件号,标的\n" + line + line)
    target = tmp_path / "8.parquet"
    list(normalise(Source.open(path), MAPPING, CASES, batch=8, quarantine=target))
    out = tmp_path / "list.csv"
    assert export_quarantine(target, out) == 1
    with out.open(encoding="utf-8-sig", newline="") as file:
        (told,) = csv.DictReader(file)
    assert (told["类别"], told["原值"]) == ("重复行", "同第 2 行")


def test_corrected_rows_come_back_under_their_own_number(quarantine, tmp_path):
    out = tmp_path / "list.csv"
    export_quarantine(quarantine, out)
    answers = {
        (2, "标的"): "0.5",
        (3, "案号"): "（2031）某0101执2号",
        (3, "证件号"): WHOLE,
        (4, "法院"): "",
    }
    again = tmp_path / "again.parquet"
    back = reoffer(quarantine, filled(out, answers), MAPPING, CASES, again=again)
    rows = [row for batch in back for row in batch.to_pylist()]
    assert [unpack(row["_row"]) for row in rows] == [Origin(7, 1, 2), Origin(7, 1, 3)]
    assert [(row["exec_no"], str(row["amount"]), row["debtor_id"]) for row in rows] == [
        ("（2031）某0101执1号", "5000.00", WHOLE), ("（2031）某0101执2号", "20000.00", WHOLE),
    ]  # fmt: skip
    assert (back.rows_in, back.rows_kept, back.rows_quarantined) == (2, 2, 0)
    assert not again.exists()


def test_what_is_still_wrong_goes_to_quarantine_again(quarantine, tmp_path):
    out = tmp_path / "list.csv"
    export_quarantine(quarantine, out)
    again = tmp_path / "again.parquet"
    back = reoffer(quarantine, filled(out, {(3, "案号"): "还是错"}), MAPPING, CASES, again=again)
    assert list(back) == []
    entries = pq.read_table(again).to_pylist()
    assert [(one["file"], one["source_row"], one["raw"]) for one in entries] == [
        ("a.csv", 3, "还是错"), ("a.csv", 3, "1.1E+17"),
    ]  # fmt: skip
    assert unpack(entries[0]["_row"]) == Origin(7, 1, 3)


def test_a_workbook_keeps_numbers_as_text(quarantine, tmp_path):
    out = tmp_path / "list.xlsx"
    export_quarantine(quarantine, out)
    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet["I2"].number_format == "@"
    for row in sheet.iter_rows(min_row=2):
        if row[5].value == "证件号":
            row[8].value = WHOLE
        if row[5].value == "案号":
            row[8].value = "（2031）某0101执2号"
    book.save(out)
    (batch,) = reoffer(quarantine, out, MAPPING, CASES)
    assert batch.column("debtor_id").to_pylist() == [WHOLE]


def test_a_list_that_is_no_answer_is_refused(quarantine, tmp_path):
    out = tmp_path / "list.csv"
    export_quarantine(quarantine, out)
    with pytest.raises(CorrectionError, match="no correction"):
        reoffer(quarantine, out, MAPPING, CASES)
    with pytest.raises(CorrectionError, match="belongs to no refused cell"):
        reoffer(quarantine, filled(out, {(5, ""): "x"}), MAPPING, CASES)
    (tmp_path / "other.csv").write_text("姓名,案号\n张三,1\n")
    with pytest.raises(CorrectionError, match="no exported list"):
        reoffer(quarantine, tmp_path / "other.csv", MAPPING, CASES)
    with pytest.raises(CorrectionError, match="Nothing of this batch"):
        export_quarantine(tmp_path / "none.parquet", out)
