"""The log of uses tells each provider what became of its data, and of nobody else's."""

import csv
import io

from xiezhi.shelf.use.log import HEADINGS, TableUse, Use, UseLog, as_csv, lines_for

USE = Use(
    at="2031-06-01T09:00:00+08:00",
    who="王小明",
    office="某市人民检察院",
    model="property-penalty-not-sent 1.0.0",
    purpose="刑事执行监督",
    tables=(
        TableUse(
            "enforcement", "enforcement_case", "7", "ab" * 32, ("basis_no", "file_date"), 900, 0,
            ("C-0001",), ("某市中级人民法院",),
        ),
        TableUse("people", "population", "8741203", "cd" * 32, ("citizen_id",), 50, 2, ("C-0002",), ("某市公安局",), number=3),
    ),
    state="done",
    clues=4,
    as_of="2031-05-31",
    bundle="run/property-penalty-not-sent",
)  # fmt: skip


def test_a_provider_sees_the_uses_of_its_own_data(tmp_path):
    log = UseLog(tmp_path)
    log.add([USE, USE])
    everything = lines_for(log.entries())
    assert len(everything) == 4
    mine = lines_for(log.entries(), provider="某市公安局")
    assert len(mine) == 2
    assert "population" in mine[0]
    assert (mine[0][HEADINGS.index("数据版本")], mine[0][-1]) == ("3", "8741203")
    assert not any("enforcement_case" in cell for line in mine for cell in line)
    assert lines_for(log.entries(), table="enforcement_case")[0][8] == "basis_no、file_date"
    assert log.bundles() == ("run/property-penalty-not-sent",)


def test_the_export_opens_in_a_spreadsheet_and_runs_nothing_there(tmp_path):
    from dataclasses import replace

    log = UseLog(tmp_path)
    log.add([replace(USE, who="=HYPERLINK(1)")])
    text = as_csv(lines_for(log.entries()))
    assert text.startswith("\ufeff序号,")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert tuple(rows[0]) == HEADINGS
    assert rows[1][2] == "'=HYPERLINK(1)"
    assert all(len(row) == len(HEADINGS) for row in rows)


def test_nothing_is_put_down_for_nothing(tmp_path):
    assert UseLog(tmp_path).add([]) == []
    assert not UseLog(tmp_path).chain.path.exists()
