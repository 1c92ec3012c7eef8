"""Sums of files: computed while they are read, and of what was read."""

import hashlib
import os
import threading

import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest import sums
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import Mapped, Mapping
from xiezhi.shelf.normalise.normalised import normalise

DEAD = "登记编号,姓名,身份证号,死亡日期\n1,张三,110105194912310021,2031-01-01\n"


def given(path):
    columns = (Mapped("登记编号", "record_no"), Mapped("姓名", "name"))
    mapping = Mapping("death_record", "某局", columns, {"source": "cremation"})
    return normalise(
        Source.open(path), mapping, Tables.load()["death_record"], batch=1, quarantine=None
    )


@pytest.fixture(params=[True, False], ids=["aside", "at once"])
def dead(tmp_path, monkeypatch, request):
    """A file summed aside as a large one is, and one summed at once."""
    monkeypatch.setattr(sums, "LARGE", 0 if request.param else 1 << 20)
    path = tmp_path / "死亡.csv"
    path.write_text(DEAD, "utf8")
    return path


def test_the_sum_is_that_of_the_bytes_that_were_read(dead):
    rows = given(dead)
    assert [batch.num_rows for batch in rows] == [1]
    (file,) = rows.files
    assert (file.name, file.sha256) == ("死亡.csv", hashlib.sha256(DEAD.encode()).hexdigest())


def test_a_file_opens_before_its_sum_is_there_and_whoever_asks_waits(tmp_path, monkeypatch):
    path = tmp_path / "死亡.csv"
    path.write_text(DEAD, "utf8")
    may, real = threading.Event(), sums.sha256_of

    def slow(path):
        may.wait(20)
        return real(path)

    monkeypatch.setattr(sums, "LARGE", 0)
    monkeypatch.setattr(sums, "sha256_of", slow)
    (sheet,) = Source.open(path).sheets
    assert sum(batch.num_rows for batch in sheet.batches()) == 1
    threading.Timer(0.05, may.set).start()
    assert sheet.sha256 == hashlib.sha256(DEAD.encode()).hexdigest()


def changed(path):
    path.write_text(DEAD.replace("张三", "李四"), "utf8")


def replaced_alike(path):
    """Another file in its place, as long, and with the same time."""
    time = path.stat().st_mtime_ns
    other = path.with_name("other.csv")
    changed(other)
    os.utime(other, ns=(time, time))
    other.replace(path)


def removed(path):
    path.unlink()


@pytest.mark.parametrize("happens", [changed, replaced_alike, removed])
def test_a_file_that_changes_while_it_is_read_is_refused(dead, happens):
    (sheet,) = Source.open(dead).sheets
    sheet.check()
    assert sum(batch.num_rows for batch in sheet.batches()) == 1
    happens(dead)
    with pytest.raises(IngestError, match="changed while it was read") as refused:
        sheet.check()
    assert refused.value.problems[0].code == "ingest-file-changed"


def test_its_rows_are_no_delivery(dead):
    rows = given(dead)
    changed(dead)
    with pytest.raises(IngestError, match="changed while it was read"):
        list(rows)


def test_a_file_that_cannot_be_read_any_more_says_so_to_whoever_asks(tmp_path, monkeypatch):
    path = tmp_path / "死亡.csv"
    path.write_text(DEAD, "utf8")

    def broken(path):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(sums, "LARGE", 0)
    monkeypatch.setattr(sums, "sha256_of", broken)
    summed = sums.Sum(path)
    with pytest.raises(OSError, match="Input/output"):
        summed.check("死亡.csv")
