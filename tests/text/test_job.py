"""Reading many documents: status of each, resuming, nothing half-written."""

import json
import os
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.text import job, parts
from xiezhi.text.job import ReadingStoppedError, read_documents
from xiezhi.text.reader import LONGEST, TABLES, read_document

JUDGMENT = (
    "某市某区人民法院 刑事判决书 （2031）某0101刑初{n}号 公诉机关某市某区人民检察院。 "
    "被告人张三，男，1990年1月2日出生，汉族。 "
    "某市某区人民检察院以某检诉（2031）7号起诉书指控被告人张三犯盗窃罪，于2031年3月1日向本院提起公诉。"
    "本院依法组成合议庭，公开开庭审理了本案。现已审理终结。 经审理查明，张三盗窃。 "
    "本院认为，张三已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下： "
    "被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币{n}千元。 "
    "如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判长甲一 二〇三一年四月一日 书记员丁四"
)
CIVIL = (
    "某市某区人民法院 民事判决书 （2031）某0101民初7号 原告张三，男。 被告李四，男。 "
    "本院认为，借款属实，判决如下： 被告李四于本判决生效后十日内归还原告张三借款五千元。 "
)
CONTRACT = (
    "买卖合同 甲方：某市某某贸易有限公司 乙方：张三 双方经协商一致，订立本合同，以资共同遵守。" * 3
)


def source(tmp_path, documents):
    path = tmp_path / "in.parquet"
    ids, texts = zip(*documents, strict=True)
    pq.write_table(pa.table({"doc_id": list(ids), "text": list(texts)}), path)
    return path


def statuses(out):
    rows = pq.read_table(out / "judgment.parquet").to_pylist()
    return {row["doc_id"]: (row["status"], row["abstained"]) for row in rows}


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(job, "_CHUNK_DOCUMENTS", 2)


def test_every_document_has_its_status_and_the_rest_goes_on(tmp_path):
    documents = [
        ("judgment", JUDGMENT.format(n=3)),
        ("empty", ""),
        ("blank", " \n "),
        ("nulls", "\x00" * 100),
        ("ruling", JUDGMENT.format(n=3).replace("刑事判决书", "刑事裁定书")),
        ("civil", CIVIL),
        ("contract", CONTRACT),
        ("english", "This is an agreement between two parties about the sale of goods. " * 5),
        ("truncated", JUDGMENT.format(n=3)[:200]),
        ("mojibake", JUDGMENT.format(n=3).encode("gb18030").decode("latin1")),
        ("missing", None),
    ]
    out = tmp_path / "facts"
    manifest = read_documents(source(tmp_path, documents), out, processes=1)
    read = statuses(out)
    assert read["judgment"] == ("read", None)
    assert {name for name, (status, _) in read.items() if status == "read"} == {"judgment"}
    assert {read[name][0] for name in ("ruling", "civil", "contract", "english", "mojibake")} == {
        "not_a_judgment"
    }
    for name in ("empty", "blank", "nulls", "missing"):
        assert read[name][0] != "read"
        assert read[name][1]
    assert read["truncated"] == ("abstained", "no operative part")
    assert manifest["documents"] == len(documents)
    assert sum(manifest["statuses"].values()) == len(documents)
    for table in ("judgment_sentence", "judgment_count"):
        rows = pq.read_table(out / f"{table}.parquet").to_pylist()
        assert {row["doc_id"] for row in rows} == {"judgment"}


def test_all_tables_and_the_text_as_given(tmp_path):
    out = tmp_path / "facts"
    text = JUDGMENT.format(n=4)
    manifest = read_documents(source(tmp_path, [("a", text)]), out, processes=1)
    assert {path.name for path in out.iterdir()} == {
        *(f"{table}.parquet" for table in TABLES),
        "manifest.json",
    }
    assert json.loads((out / "manifest.json").read_text("utf-8")) == manifest
    assert pq.read_table(out / "document.parquet").to_pylist()[0]["text"] == text
    sentence = pq.read_table(out / "judgment_sentence.parquet").to_pylist()[0]
    assert (sentence["months"], sentence["fine"]) == (12, 4000)
    low, high = sentence["fine_span"]
    assert text[low:high] == "4千元"


def test_a_very_long_document_is_declined():
    reading = read_document("a", "甲" * (LONGEST + 1))
    assert (reading.status, reading.reason) == ("abstained", "longer than 5,000,000 characters")


def test_repeated_documents_and_ids(tmp_path):
    documents = [
        ("a", JUDGMENT.format(n=1)),
        ("a", JUDGMENT.format(n=1)),
        ("a", JUDGMENT.format(n=2)),
    ]
    out = tmp_path / "facts"
    manifest = read_documents(source(tmp_path, documents), out, processes=1)
    assert set(statuses(out)) == {"a", "a~2"}
    assert (manifest["duplicates_left_out"], manifest["ids_made_distinct"]) == (1, 1)


def test_no_documents_give_empty_tables(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("", "utf-8")
    manifest = read_documents(path, tmp_path / "facts", processes=1)
    assert manifest["documents"] == 0
    assert pq.read_table(tmp_path / "facts" / "judgment.parquet").num_rows == 0


def test_progress_is_told_after_every_chunk(tmp_path, small_chunks):
    told = []
    documents = [(str(n), JUDGMENT.format(n=n)) for n in range(1, 6)]
    read_documents(
        source(tmp_path, documents),
        tmp_path / "facts",
        processes=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(2, 5), (4, 5), (5, 5)]


def interrupted(tmp_path, monkeypatch, out, failure):
    """Run until the third chunk, then fail."""
    documents = [(str(n), JUDGMENT.format(n=n)) for n in range(1, 8)]
    path = source(tmp_path, documents)
    write = parts.write_part

    def fail(folder, number, rows, note):
        if number == 2:
            raise failure
        write(folder, number, rows, note)

    monkeypatch.setattr(parts, "write_part", fail)
    with pytest.raises((type(failure), ReadingStoppedError)) as stopped:
        read_documents(path, out, processes=1)
    monkeypatch.setattr(parts, "write_part", write)
    return path, stopped.value


def test_an_interrupted_run_leaves_no_table_and_goes_on(tmp_path, monkeypatch, small_chunks):
    out = tmp_path / "facts"
    path, _ = interrupted(tmp_path, monkeypatch, out, KeyboardInterrupt())
    assert [entry.name for entry in out.iterdir()] == [".reading"]
    read = []
    monkeypatch.setattr(job, "read_document", lambda *a: read.append(a[0]) or read_document(*a))
    resumed = read_documents(path, out, processes=1)
    assert read == ["5", "6", "7"]
    whole = read_documents(path, tmp_path / "whole", processes=1)
    assert resumed == whole
    for table in TABLES:
        assert pq.read_table(out / f"{table}.parquet").equals(
            pq.read_table(tmp_path / "whole" / f"{table}.parquet")
        )
    assert not (out / ".reading").exists()


def test_resuming_another_source_reads_it_afresh(tmp_path, monkeypatch, small_chunks):
    out = tmp_path / "facts"
    interrupted(tmp_path, monkeypatch, out, KeyboardInterrupt())
    manifest = read_documents(
        source(tmp_path, [("x", JUDGMENT.format(n=9)), ("y", JUDGMENT.format(n=8))]),
        out,
        processes=1,
    )
    assert manifest["documents"] == 2
    assert set(statuses(out)) == {"x", "y"}


def test_a_full_disk_says_what_to_do(tmp_path, monkeypatch, small_chunks):
    out = tmp_path / "facts"
    full = OSError(28, os.strerror(28))
    _, stopped = interrupted(tmp_path, monkeypatch, out, full)
    assert stopped.problems[0].code == "disk-full"
    assert "run the same command again" in stopped.problems[0].cure
    assert not list(out.glob("*.parquet"))


def test_a_disk_that_fills_while_merging_leaves_the_old_tables(tmp_path, monkeypatch):
    out = tmp_path / "facts"
    read_documents(source(tmp_path, [("old", JUDGMENT.format(n=1))]), out, processes=1)
    merge_table = parts._merge_table

    def fail(folder, table, chunks, partial):
        if table == "judgment_sentence":
            raise OSError(28, os.strerror(28))
        return merge_table(folder, table, chunks, partial)

    monkeypatch.setattr(parts, "_merge_table", fail)
    with pytest.raises(ReadingStoppedError):
        read_documents(source(tmp_path, [("new", JUDGMENT.format(n=2))]), out, processes=1)
    assert set(statuses(out)) == {"old"}
    assert not list(out.glob("*.partial"))


def test_a_reader_s_failure_is_a_status(tmp_path, monkeypatch):
    def fail(*_):
        raise ValueError("a mistake")

    monkeypatch.setattr("xiezhi.text.reader.walk", fail)
    reading = read_document("a", JUDGMENT.format(n=1))
    assert (reading.status, reading.reason) == ("abstained", "the reader failed: ValueError")
    assert reading.rows["document"][0]["text"] == JUDGMENT.format(n=1)


def test_several_processes_read_the_same(tmp_path, monkeypatch, small_chunks):
    documents = [(str(n), JUDGMENT.format(n=n)) for n in range(1, 6)]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps({"doc_id": i, "text": t}) for i, t in documents), "utf-8")
    one = read_documents(path, tmp_path / "one", processes=1)
    two = read_documents(path, tmp_path / "two", processes=2)
    assert one == two
    for table in TABLES:
        assert pq.read_table(tmp_path / "one" / f"{table}.parquet").equals(
            pq.read_table(tmp_path / "two" / f"{table}.parquet")
        )
    shutil.rmtree(tmp_path / "two")
