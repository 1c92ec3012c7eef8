"""Workbooks: typed cells, title rows, merged cells, several sheets, and those that cannot be read."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.ingest.source import Source

TITLES = ["姓名", "身份证号", "发放月", "金额"]
WHOLE = "110105194912310021"


def saved(folder: Path, *rows, merged=(), name="台账.xlsx", sheets=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for title, content in sheets:
        more = book.create_sheet(title)
        for row in content:
            more.append(row)
    path = folder / name
    book.save(path)
    return path


def rows_of(path, at=0):
    with Source.open(path) as source:
        sheet = source.sheets[at]
        return sheet.titles, [
            (int(number), batch.cells(row))
            for batch in sheet.batches()
            for row, number in enumerate(batch.rows)
        ]


def test_cells_keep_the_type_they_have_in_the_file(tmp_path):
    day = datetime.date(2031, 6, 1)
    path = saved(
        tmp_path,
        TITLES,
        ["张三", 110105194912310021, day, 100.5],
        ["李四", WHOLE, "2031年6月", "3"],
    )
    with Source.open(path) as source:
        (batch,) = source.sheets[0].batches()
    numbers = batch.columns[1]
    assert numbers.cells.to_pylist() == ["110105194912310000", WHOLE]
    assert numbers.kinds.tolist() == [CellKind.NUMBER, CellKind.TEXT]
    assert batch.columns[2].kinds.tolist() == [CellKind.DAY, CellKind.TEXT]
    assert batch.columns[2].cells.to_pylist() == ["2031-06-01", "2031年6月"]


def test_columns_of_one_kind_are_of_that_type(tmp_path):
    path = saved(
        tmp_path, TITLES, ["张三", 1.0, datetime.date(2031, 6, 1), True], ["李四", None, None, None]
    )
    with Source.open(path) as source:
        (batch,) = source.sheets[0].batches()
    assert [str(column.cells.type) for column in batch.columns] == [
        "string", "double", "date32[day]", "bool",
    ]  # fmt: skip


def test_title_rows_and_a_header_in_two_merged_lines(tmp_path):
    path = saved(
        tmp_path,
        ["某市养老金台账（2031年）"],
        ["基本信息", None, "待遇", None, "备注"],
        ["姓名", "身份证号", "发放月", "金额", None],
        ["张三", WHOLE, "2031-06", 100, None],
        ["合计", None, None, 100, None],
        merged=("A1:E1", "A2:B2", "C2:D2", "E2:E3"),
    )
    titles, found = rows_of(path)
    assert titles == ("基本信息/姓名", "基本信息/身份证号", "待遇/发放月", "待遇/金额", "备注")
    assert found == [(4, ("张三", WHOLE, "2031-06", "100", ""))]


def test_a_cell_merged_downwards_stands_in_each_of_its_rows(tmp_path):
    path = saved(tmp_path, TITLES, ["张三", WHOLE, "2031-06", 1], [None, WHOLE, "2031-07", 2], [None, WHOLE, "2031-08", 3],
                 ["李四", WHOLE, "2031-06", 4], merged=("A2:A4",))  # fmt: skip
    assert [cells[0] for _, cells in rows_of(path)[1]] == ["张三", "张三", "张三", "李四"]


def test_several_sheets_and_those_left_out(tmp_path):
    path = saved(tmp_path, TITLES, ["张三", WHOLE, "2031-06", 1],
                 sheets=[("七月", [TITLES, ["李四", WHOLE, "2031-07", 2]]), ("空表", []), ("隐藏", [TITLES])])  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["隐藏"].sheet_state = "hidden"
    book.save(path)
    with Source.open(path) as source:
        assert [sheet.name for sheet in source.sheets] == ["Sheet", "七月"]
        assert source.left_out == ("台账.xlsx · 隐藏: hidden", "台账.xlsx · 空表: empty")
    assert rows_of(path, 1)[1] == [(2, ("李四", WHOLE, "2031-07", "2"))]


def test_rows_are_counted_as_in_the_sheet_also_when_it_begins_further_down(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for column, (title, value) in enumerate(
        zip(TITLES, ["张三", WHOLE, "2031-06", "1"], strict=True), 2
    ):
        sheet.cell(4, column, title)
        sheet.cell(6, column, value)
    book.save(tmp_path / "b.xlsx")
    assert rows_of(tmp_path / "b.xlsx") == (tuple(TITLES), [(6, ("张三", WHOLE, "2031-06", "1"))])


def test_the_old_format(tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("一月")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for column, title in enumerate(TITLES):
        sheet.write(0, column, title)
    sheet.write_merge(1, 2, 0, 0, "张三")
    for row in (1, 2):
        sheet.write(row, 1, WHOLE)
        sheet.write(row, 2, datetime.date(2031, 6, row), day)
        sheet.write(row, 3, 100 + row)
    book.save(str(tmp_path / "a.xls"))
    assert rows_of(tmp_path / "a.xls")[1] == [
        (2, ("张三", WHOLE, "2031-06-01", "101")), (3, ("张三", WHOLE, "2031-06-02", "102")),
    ]  # fmt: skip


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="名册">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods_cell(value):
    kind = (
        "float"
        if isinstance(value, float)
        else "date"
        if isinstance(value, datetime.date)
        else "string"
    )
    said = {
        "float": f'office:value="{value!r}"',
        "date": f'office:date-value="{value}"',
        "string": "",
    }[kind]
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{value}</text:p></table:table-cell>'


def test_open_documents(tmp_path):
    rows = [
        TITLES,
        ["张三", WHOLE, datetime.date(2031, 6, 1), 100.5],
        ["李四", 1.1010519491231e17, datetime.date(2031, 6, 2), 3.0],
    ]
    content = ODS.format(
        rows="".join(
            f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
        )
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>',
        )
    with Source.open(path) as source:
        (batch,) = source.sheets[0].batches()
    assert batch.columns[1].kinds.tolist() == [CellKind.TEXT, CellKind.NUMBER]
    assert batch.columns[3].cells.to_pylist() == [100.5, 3.0]


def test_a_workbook_that_asks_for_a_password_is_refused(tmp_path):
    # A compound file whose directory names the stream that encrypted workbooks keep their cells in.
    path = tmp_path / "密.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + name.ljust(512, b"\0"))
    with pytest.raises(IngestError, match="asks for a password"):
        Source.open(path)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 cut off", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)]
)
def test_a_spoilt_workbook_is_refused(tmp_path, data):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(IngestError, match=r"坏\.xlsx cannot be"):
        Source.open(path)


def test_a_web_page_called_xls_is_named_as_what_it_is(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text("<html><table><tr><td>姓名</td></tr></table></html>")
    with pytest.raises(IngestError, match="web page") as caught:
        Source.open(path)
    assert "save it as .xlsx" in caught.value.problems[0].cure


def test_a_text_called_xls_is_read_as_text(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_bytes("姓名\t身份证号\n张三\t1\n".encode("gb18030"))
    assert rows_of(path) == (("姓名", "身份证号"), [(2, ("张三", "1"))])


def test_a_sheet_of_three_hundred_columns_is_refused(tmp_path):
    path = saved(tmp_path, [f"项目{n}" for n in range(300)], list(range(300)))
    with pytest.raises(IngestError, match="300 columns"):
        Source.open(path)


def test_a_workbook_without_a_table_says_what_it_saw(tmp_path):
    path = saved(tmp_path, ["说明文字"])
    with pytest.raises(IngestError, match="holds no table"):
        Source.open(path)
