"""Archives, folders, JSON, Parquet, documents; and deliveries that are none of these."""

import datetime
import io
import json
import zipfile

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.source import Source

TABLE = "姓名,身份证号\n张三,1\n"


def zipped(path, files, **how):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **how)
    return path


def code_of(place, **how):
    with pytest.raises(IngestError) as caught:
        Source.open(place, **how)
    return caught.value.problems[0].code


def cells(source):
    return [
        (sheet.file, int(number), batch.cells(row))
        for sheet in source.sheets
        for batch in sheet.batches()
        for row, number in enumerate(batch.rows)
    ]


def test_an_archive_is_its_files_with_their_names(tmp_path):
    files = {"某局/一月.csv": TABLE, "某局/二月.csv": TABLE.replace("张三", "李四").encode("gb18030"),
             "__MACOSX/x": b"1", "某局/内.zip": b"PK\x05\x06" + bytes(18)}  # fmt: skip
    with Source.open(zipped(tmp_path / "某局.zip", files)) as source:
        assert cells(source) == [
            ("某局/一月.csv", 2, ("张三", "1")),
            ("某局/二月.csv", 2, ("李四", "1")),
        ]
        assert source.left_out == ("某局/内.zip: an archive inside an archive",)


def test_names_written_in_gbk_are_read(tmp_path):
    path = tmp_path / "gbk.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("一月.csv".encode("gb18030").decode("cp437")), TABLE)
    data = path.read_bytes()
    name = "一月.csv".encode("gb18030")
    utf8 = name.decode("cp437").encode("utf-8")
    assert utf8 in data
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist()
    # As a Chinese system writes it: the bytes of the name as they are, and no flag for UTF-8.
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a" * len(name), TABLE)
    path.write_bytes(raw.getvalue().replace(b"a" * len(name), name))
    with Source.open(path) as source:
        assert source.sheets[0].file == "一月.csv"


@pytest.mark.parametrize(
    "name", ["../外面.csv", "/etc/外面.csv", "a/../../b.csv", "C:\\外面.csv", "..\\b.csv"]
)
def test_an_archive_that_names_a_place_outside_is_refused(tmp_path, name):
    assert code_of(zipped(tmp_path / "a.zip", {name: TABLE})) == "ingest-zip-path"
    assert not (tmp_path.parent / "外面.csv").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path / "bomb.zip", {"a.csv": b"0" * (80 << 20)})
    assert path.stat().st_size < 200_000
    assert code_of(path) == "ingest-zip-bomb"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = zipped(tmp_path / "lie.zip", {"a.csv": TABLE * 100})
    data = path.read_bytes()
    size = len(TABLE.encode() * 100).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    assert code_of(path) in ("ingest-zip", "ingest-zip-bomb")


def test_a_locked_archive_asks_for_its_password(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": TABLE})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert code_of(path) == "ingest-password"
    assert code_of(path, password="wrong") == "ingest-zip"


def test_a_folder_is_its_files_in_order(tmp_path):
    (tmp_path / "b.csv").write_text(TABLE)
    (tmp_path / "a.jsonl").write_text('{"姓名": "李四"}\n')
    (tmp_path / ".hidden").write_text("x")
    with Source.open(tmp_path) as source:
        assert [sheet.file for sheet in source.sheets] == ["a.jsonl", "b.csv"]


def test_json_keeps_the_digits_of_numbers(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(
        '{"总数": 2, "行": [{"号": 110105194912310021, "额": 1234.10, "人": {"名": "张三"}, "罪": ["甲", "乙"]}, {"号": null}]}'
    )
    with Source.open(path) as source:
        assert source.sheets[0].titles == ("号", "额", "人.名", "罪")
        assert cells(source) == [("a.json", 1, ("110105194912310021", "1234.10", "张三", "甲;乙"))]


def test_lines_that_are_no_objects_are_broken_rows(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"姓名": "张三"}\nnot json\n\n{"姓名": "李四"}\n')
    with Source.open(path) as source:
        (batch,) = source.sheets[0].batches()
    assert batch.rows.tolist() == [1, 4]
    assert [(row.row, row.code) for row in batch.broken] == [(2, "no-json")]


@pytest.mark.parametrize(
    ("text", "code"),
    [('[{"a": 1}', "ingest-json"), ("[1, 2]", "ingest-json-shape"), ("[]", "ingest-json-shape")],
)
def test_spoilt_json_is_refused(tmp_path, text, code):
    path = tmp_path / "a.json"
    path.write_text(text)
    assert code_of(path) == code


def test_parquet_keeps_its_types(tmp_path):
    table = pa.table({"号": ["1", None], "日": [datetime.date(2031, 1, 1), None], "数": pa.array([3, None], pa.int64()),
                      "列": [["甲", "乙"], None], "词": pa.array(["x", "y"]).dictionary_encode()})  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    with Source.open(tmp_path / "a.parquet") as source:
        (batch,) = source.sheets[0].batches()
    assert [str(column.cells.type) for column in batch.columns] == [
        "string", "date32[day]", "int64", "string", "string",
    ]  # fmt: skip
    assert batch.cells(0) == ("1", "2031-01-01", "3", "甲;乙", "x")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 cut off")
    assert code_of(tmp_path / "b.parquet") == "ingest-parquet"


def test_documents_become_a_document_table(tmp_path):
    paper = docx.Document()
    paper.add_paragraph("某市某区人民法院")
    paper.add_paragraph("刑事判决书")
    paper.save(str(tmp_path / "乙.docx"))
    (tmp_path / "甲.txt").write_bytes(
        "某市某区人民法院\n刑事判决书，被告人张三\n".encode("gb18030")
    )
    (tmp_path / "丙.pdf").write_bytes(b"%PDF-1.4 spoilt")
    with Source.open(tmp_path) as source:
        assert source.sheets[0].titles == ("doc_id", "text", "sha256", "source_file")
        found = {row[3]: row[1] for _, _, row in cells(source)}
        broken = [one for batch in source.sheets[0].batches() for one in batch.broken]
    assert found == {
        "乙.docx": "某市某区人民法院\n刑事判决书",
        "甲.txt": "某市某区人民法院\n刑事判决书，被告人张三\n",
    }
    assert [(one.row, one.code) for one in broken] == [(1, "no-document")]


def test_an_empty_document_among_others_is_refused_alone_and_notes_are_left_out(tmp_path):
    files = {"1.txt": "某市某区人民法院\n刑事判决书\n本院认为。", "2.txt": b"", "说明.md": "说明"}
    with Source.open(zipped(tmp_path / "a.zip", files)) as source:
        ((_, number, row),) = cells(source)
        assert (number, row[3]) == (1, "1.txt")
        (broken,) = [one for batch in source.sheets[0].batches() for one in batch.broken]
        assert (broken.row, broken.text) == (2, "2.txt: it has 0 bytes")
        assert source.left_out == ("说明.md: a note, no delivery",)
    assert code_of(zipped(tmp_path / "b.zip", {"1.csv": TABLE, "2.txt": b""})) == "ingest-empty"
    assert code_of(zipped(tmp_path / "c.zip", {"2.txt": b""})) == "ingest-empty"


def test_a_single_scan_is_refused_with_the_hint_at_recognition(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "xiezhi.shelf.ingest.documents.picture_text", lambda data: (None, "install xiezhi[ocr]")
    )
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(IngestError, match="no text layer") as caught:
        Source.open(path)
    assert "xiezhi[ocr]" in caught.value.problems[0].cure


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "ingest-empty"), (b"Rar!\x1a\x07", "ingest-rar"), (b"\x1f\x8b\x08", "ingest-gzip"),
     (b"SQLite format 3\x00", "ingest-sqlite")],
)  # fmt: skip
def test_what_is_not_read_says_what_to_do(tmp_path, data, code):
    path = tmp_path / "x.dat"
    path.write_bytes(data)
    assert code_of(path) == code
    assert code_of(tmp_path / "nothing.csv") == "ingest-missing"


def test_every_table_of_a_database_is_a_sheet(tmp_path):
    import sqlite3

    path = tmp_path / "office.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table b (姓名 text, 号 integer)")
        connection.execute("insert into b values ('张三', 110105194912310021)")
        connection.execute("create table a (x text)")
    url = f"sqlite:///{path}"
    assert [sheet.name for sheet in Source.open(url).sheets] == ["a", "b"]
    assert cells(Source.open(url, query="b"))[0][2] == ("张三", "110105194912310021")
    assert cells(Source.open(url, query="select 姓名 from b"))[0][2] == ("张三",)
    assert json.dumps([sheet.sha256 for sheet in Source.open(url).sheets])
