"""Delimited text: encodings, delimiters, title rows, footers, spoilt bytes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.shelf.ingest import decoding
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.sniff import dialect_of
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.ingest.text_blocks import blocks

PLAIN = "姓名,身份证号,金额\r\n张三,110105194912310021,3\r\n李四,11010519491231002X,5\r\n"


def write(folder: Path, data: bytes | str, name: str = "名册.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def rows(path: Path, **how):
    with Source.open(path, **how) as source:
        (sheet,) = source.sheets
        found = []
        for batch in sheet.batches():
            found += [(int(number), batch.cells(row)) for row, number in enumerate(batch.rows)]
        return sheet.titles, found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_one_table_in_every_encoding(tmp_path, encoding):
    titles, found = rows(write(tmp_path, PLAIN.encode(encoding)))
    assert titles == ("姓名", "身份证号", "金额")
    assert found == [
        (2, ("张三", "110105194912310021", "3")),
        (3, ("李四", "11010519491231002X", "5")),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";", "^"])
def test_every_delimiter_is_found(tmp_path, delimiter):
    data = PLAIN.replace(",", delimiter).encode("gb18030")
    assert rows(write(tmp_path, data))[1][0] == (2, ("张三", "110105194912310021", "3"))


def test_rare_characters_of_names_survive_gb18030(tmp_path):
    data = PLAIN.replace("张三", "㛃䶮𠮷").encode("gb18030")
    assert rows(write(tmp_path, data))[1][0][1][0] == "㛃䶮𠮷"


def test_title_rows_totals_footers_and_second_headers_are_none_of_the_table(tmp_path):
    data = (
        "某市某局名册\n填报单位：某局,,\n姓名,身份证号,金额\n张三,1,3\n\n,,\n姓名,身份证号,金额\n李四,2,5\n"
        "合 计,,8\n填表人：甲某,,\n"
    )
    path = write(tmp_path, data)
    assert rows(path) == (
        ("姓名", "身份证号", "金额"), [(4, ("张三", "1", "3")), (8, ("李四", "2", "5"))],
    )  # fmt: skip
    with Source.open(path) as source:
        aside = [one for batch in source.sheets[0].batches() for one in batch.aside]
    assert [(one.row, one.kind) for one in aside] == [(7, "header"), (9, "total"), (10, "footer")]


def test_a_person_called_like_a_footer_stays_a_row(tmp_path):
    data = "姓名,身份证号,金额\n注明,110105194912310021,3\n合心,2,5\n"
    assert [cells[0] for _, cells in rows(write(tmp_path, data))[1]] == ["注明", "合心"]


def test_a_header_in_two_lines_names_groups_and_parts(tmp_path):
    data = "姓名,矫正期限,,金额\n,起,止,\n张三,2031-01-01,2032-01-01,3\n"
    assert rows(write(tmp_path, data))[0] == ("姓名", "矫正期限/起", "矫正期限/止", "金额")


def test_empty_and_repeated_titles_are_told_apart(tmp_path):
    data = "姓名,,日期,日期\n张三,1,2031-01-01,2032-01-01\n"
    assert rows(write(tmp_path, data))[0] == ("姓名", "第2列", "日期", "日期#2")


def test_rows_with_another_number_of_cells_are_broken_and_keep_their_number(tmp_path):
    path = write(tmp_path, "姓名,身份证号,金额\n张三,1\n李四,2,5\n王五,3,6,7\n赵六,4,7\n")
    with Source.open(path) as source:
        (batch,) = source.sheets[0].batches()
    assert batch.rows.tolist() == [3, 5]
    assert [(one.row, one.text, one.cells) for one in batch.broken] == [
        (2, "张三,1", 2), (4, "王五,3,6,7", 4),
    ]  # fmt: skip


def test_blank_cells_too_many_at_the_end_do_not_break_a_row(tmp_path):
    path = write(tmp_path, "姓名,身份证号,金额\n张三,1,3,,\n李四,2,5\n王五,3,6, ,x\n赵六,4,7\n")
    with Source.open(path) as source:
        batches = list(source.sheets[0].batches())
    found = {int(n): b.cells(row) for b in batches for row, n in enumerate(b.rows)}
    assert found == {2: ("张三", "1", "3"), 3: ("李四", "2", "5"), 5: ("赵六", "4", "7")}
    assert [one.row for b in batches for one in b.broken] == [4]


def test_line_ends_inside_quotation_marks_belong_to_the_cell(tmp_path):
    path = write(tmp_path, '姓名,地址,金额\n张三,"甲村\n1号, 东",3\n李四,5"管,5\n')
    assert [cells for _, cells in rows(path)[1]] == [
        ("张三", "甲村\n1号, 东", "3"), ("李四", '5"管', "5"),
    ]  # fmt: skip


def test_lines_of_the_other_encoding_are_read_and_said(tmp_path):
    head, first, second = PLAIN.splitlines(keepends=True)
    path = write(tmp_path, (head + first).encode("gb18030") + second.encode("utf-8"))
    source = Source.open(path)
    found = [
        batch.cells(row) for batch in source.sheets[0].batches() for row in range(batch.num_rows)
    ]
    assert [cells[0] for cells in found] == ["张三", "李四"]
    assert source.sheets[0].remarks == ["1 lines are in another encoding than the rest"]


def test_single_bytes_that_are_no_text_are_replaced_and_counted(tmp_path):
    head, first, second = PLAIN.encode("gb18030").splitlines(keepends=True)
    source = Source.open(write(tmp_path, head + first.replace(b"\xd5\xc5", b"\xff\xff") + second))
    (batch,) = source.sheets[0].batches()
    assert batch.damaged
    assert batch.cells(0)[0] == "\ufffd\ufffd三"
    assert source.sheets[0].remarks == ["2 characters stand for bytes that are no text"]


def test_a_binary_tail_is_refused_with_its_offset(tmp_path):
    start = PLAIN.encode("gb18030")
    path = write(tmp_path, start + bytes(range(256)) * 8)
    with pytest.raises(IngestError, match=f"no text from byte {len(start)}"):
        rows(path)


def test_an_empty_file_and_one_without_titles_are_refused(tmp_path):
    with pytest.raises(IngestError, match="is empty"):
        rows(write(tmp_path, b""))
    with pytest.raises(IngestError, match="no header"):
        rows(write(tmp_path, "1,2,3\n4,5,6\n"))


def test_a_cross_table_of_three_hundred_columns_is_refused(tmp_path):
    data = (
        ",".join(f"第{n}月" for n in range(300)) + "\n" + ",".join("1" for _ in range(300)) + "\n"
    )
    with pytest.raises(IngestError, match="300 columns"):
        rows(write(tmp_path, data))


def test_a_quotation_mark_that_never_closes_is_no_silent_loss(tmp_path):
    path = write(tmp_path, '姓名,地址,金额\n张三,"甲村,3\n李四,乙村,5\n')
    with Source.open(path) as source:
        batches = list(source.sheets[0].batches())
    assert (
        sum(batch.num_rows for batch in batches) + sum(len(batch.broken) for batch in batches) >= 1
    )


def test_a_large_text_is_decoded_elsewhere_to_the_same_rows_and_the_same_refusals(
    tmp_path, monkeypatch
):
    lines = "".join(f"张{n},㛃䶮,{n}\n" for n in range(3000)).encode("gb18030")
    head = "姓名,地址,金额\n".encode("gb18030")
    mixed = lines + "李四,甲村,5\n".encode() + b"\xff\xff,x,1\n"
    path = write(tmp_path, head + mixed)
    here = list(blocks(path, dialect_of(head + mixed, whole=True)))
    monkeypatch.setattr(decoding, "LARGE", 1)
    there = list(decoding.decoded_blocks(path, dialect_of(head + mixed, whole=True)))
    assert there == here
    assert (here[0].replaced, here[0].other) == (2, 1)
    assert len(rows(path)[1]) == 3002
    spoilt = write(tmp_path, head + lines * 20 + bytes(range(256)) * 8, "spoilt.csv")
    with pytest.raises(IngestError, match="no text from byte") as caught:
        rows(spoilt)
    assert caught.value.problems[0].code == "ingest-binary"


def test_a_program_that_may_start_no_other_decodes_itself(tmp_path, monkeypatch):
    def refused(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(decoding, "LARGE", 1)
    monkeypatch.setattr(decoding.subprocess, "Popen", refused)
    assert len(rows(write(tmp_path, PLAIN.encode("gb18030")))[1]) == 2


def test_a_decoder_that_ends_early_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "LARGE", 1)
    monkeypatch.setattr(decoding.sys, "executable", "/bin/false")
    with pytest.raises(IngestError, match="ended early"):
        rows(write(tmp_path, PLAIN.encode("gb18030")))


cells = st.text(
    st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=30), st.integers(30, 400))
def test_blocks_of_any_size_hold_every_byte_once(tmp_path_factory, table, size):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(table)
    data = out.getvalue().encode("gb18030")
    path = write(tmp_path_factory.mktemp("blocks"), data)
    dialect = dialect_of(data, whole=True)._replace(encoding="gb18030", delimiter=",")
    pieces = [block.data.decode() for block in blocks(path, dialect, size)]
    assert "".join(pieces) == out.getvalue()
    parted = [row for piece in pieces for row in csv.reader(io.StringIO(piece, newline=""))]
    assert parted == [list(row) for row in csv.reader(io.StringIO(out.getvalue(), newline=""))]
