"""Where documents come from, good and bad."""

import gzip
import io
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.text.sources import SourceError, decode, open_source

TEXT = "某市某区人民法院 刑事判决书 （2031）某0101刑初7号 被告人张三，男。"


def found(path):
    return [(r.doc_id, r.text, r.problem) for r in open_source(path).records()]


def test_parquet_with_other_columns(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"doc_id": ["x", "y"], "text": [TEXT, None], "other": [1, 2]}), path)
    assert open_source(path).total == 2
    assert found(path) == [("x", TEXT, None), ("y", None, "the text is missing")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_lines(tmp_path, name):
    path = tmp_path / name
    lines = [
        json.dumps({"doc_id": "x", "text": TEXT, "more": [1]}, ensure_ascii=False),
        "",
        "no json",
        json.dumps({"doc_id": "y"}),
        "[1, 2]",
    ]
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    read = found(path)
    assert read[0] == ("x", TEXT, None)
    assert [problem for *_, problem in read[1:]] == [
        "the line is no JSON",
        "the line has no text",
        "the line has no text",
    ]


def test_a_truncated_gzip_keeps_what_came_before(tmp_path):
    lines = b"".join(
        json.dumps({"doc_id": str(n), "text": TEXT * 40 + str(n)}).encode() + b"\n"
        for n in range(400)
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-200])
    read = found(path)
    assert read[0][0] == "0"
    assert "breaks off" in read[-1][2]


def test_a_document_without_an_id_is_named_by_its_text(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT + "甲"}), "utf-8")
    first, second = found(path)
    assert first[0] != second[0]
    assert found(path)[0][0] == first[0]


def test_a_folder_of_txt_and_docx(tmp_path):
    import docx

    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "gb18030")
    document = docx.Document()
    document.add_paragraph("刑事判决书")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    document.add_paragraph("被告人张三")
    document.save(tmp_path / "b" / "c.docx")
    (tmp_path / "b" / "d.docx").write_bytes(b"PK no zip")
    (tmp_path / "e.wps").write_bytes(b"WPS")
    source = open_source(tmp_path)
    assert (source.total, source.skipped) == (3, 1)
    read = [(r.file, r.text, r.problem) for r in source.records()]
    assert read[0] == ("a.txt", TEXT, None)
    assert read[1] == ("b/c.docx", "刑事判决书\n甲\t乙\n被告人张三", None)
    assert read[2][2].startswith("no readable Word file")


def test_standard_input(monkeypatch):
    for data, expected in (
        (TEXT.encode(), [TEXT]),
        (json.dumps({"doc_id": "x", "text": TEXT}).encode(), [TEXT]),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [r.text for r in open_source("-").records()] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    assert decode(TEXT.encode(encoding)) == (TEXT, None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (bytes(range(256)) * 20, "no known encoding"),
        (b"\x00\x01\x02\x03" * 400, "binary"),
        (b"\xff\xfe\x00", "no known encoding"),
        ("\x00" * 900, "binary"),
    ],
)
def test_bytes_that_are_no_text(data, problem):
    data = data.encode() if isinstance(data, str) else data
    text, why = decode(data)
    assert text is None
    assert why.startswith(problem)


def test_a_few_null_bytes_do_not_spoil_a_text():
    assert decode((TEXT + "\x00").encode()) == (TEXT + "\x00", None)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("missing.parquet", None, "source-missing"),
        ("a.wps", b"WPS", "source-kind"),
        ("a.parquet", b"PAR1 broken", "source-broken"),
    ],
)
def test_sources_that_cannot_be_opened(tmp_path, name, data, code):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError) as refused:
        open_source(tmp_path / name)
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].cure


def test_a_parquet_without_text_names_its_columns(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"doc_id": ["x"], "body": [TEXT]}), path)
    with pytest.raises(SourceError, match="body"):
        open_source(path)


def test_a_folder_without_documents_says_what_it_has(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"")
    with pytest.raises(SourceError, match=r"a\.parquet"):
        open_source(tmp_path)
