"""Clean tables as the files of offices: nothing lost, what was added is known by its line."""

import csv
import io
import json
import zipfile

import pyarrow.parquet as pq
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.twin.province.messy import deliver
from xiezhi.twin.province.write import write_province

TEXT = (".csv", ".txt")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("province")
    write_province(place / "clean", 4000, 7)
    return place


@pytest.fixture(scope="module")
def delivered(place):
    return {one.table: one for one in deliver(place / "clean", place / "messy", 7)}


def decoded(data):
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        try:
            if encoding != "utf-16" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no encoding")


def lines_of(place, file):
    """Cells by file or part and line, counted from 1."""
    if file.endswith(".zip"):
        with zipfile.ZipFile(place / "messy" / file) as archive:
            texts = {name: decoded(archive.read(name)) for name in archive.namelist()}
    else:
        texts = {file: decoded((place / "messy" / file).read_bytes())}
    found = {}
    for name, text in texts.items():
        mark = max(",\t|", key=text.split("\r\n", 4)[3].count)
        for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1):
            found[name, line] = cells
    return found


def test_every_table_is_delivered_with_all_its_rows(place, delivered):
    for path in (place / "clean").glob("*.parquet"):
        if path.stem in Tables.load():
            assert delivered[path.stem].clean == pq.read_metadata(path).num_rows
    papers = json.loads((place / "messy/deliveries.json").read_text("utf8"))["deliveries"]
    assert {paper["table"] for paper in papers} == set(delivered)
    assert all((place / "messy" / paper["file"]).is_file() for paper in papers)


def test_an_office_without_such_records_hands_over_its_titles(tmp_path):
    (clean := tmp_path / "clean").mkdir()
    (clean / "supplied.json").write_text('{"data_as_of": "2025-12-31"}', "utf8")
    pq.write_table(standard_schema(Tables.load()["death_record"]).empty_table(),
                   clean / "death_record.parquet")  # fmt: skip
    (one,) = deliver(clean, tmp_path / "messy", seed=7)
    source = Source.open(tmp_path / "messy" / one.file)
    assert all(len(sheet.titles) > 3 for sheet in source.sheets)
    assert not any(batch.num_rows for sheet in source.sheets for batch in sheet.batches())


def test_added_rows_stand_where_the_truth_says(place, delivered):
    told = pq.read_table(place / "messy/messy_truth.parquet").to_pylist()
    texts = [row for row in told if row["file"].endswith((*TEXT, ".zip"))]
    assert {row["why"] for row in texts} == {"twice", "damaged"}
    known = {}
    seen = {}
    for row in texts:
        place_of = (row["file"], row["why"])
        seen[place_of] = seen.get(place_of, 0) + 1
        if seen[place_of] > 2:
            continue  # two of each kind in each file are enough: the search is long
        lines = known.setdefault(row["file"], lines_of(place, row["file"]))
        cells = lines[row["part"], row["line"]]
        if row["why"] == "damaged":
            assert any("E+17" in cell for cell in cells)
        else:
            own = cells[1:] if cells[0].isdigit() and len(cells[0]) < 10 else cells
            same = [one for one in lines.values() if one[-len(own) :] == own]
            assert len(same) >= 2


def test_text_files_hold_clean_rows_added_rows_and_nothing_else_but_the_frame(place, delivered):
    for one in delivered.values():
        if one.file.endswith(TEXT):
            lines = lines_of(place, one.file)
            assert one.rows < len(lines) <= one.rows + 7


def test_the_same_seed_gives_the_same_files(place, delivered, tmp_path):
    deliver(place / "clean", tmp_path, 7)
    for one in delivered.values():
        if one.file.endswith((*TEXT, ".zip")):
            assert (tmp_path / one.file).read_bytes() == (place / "messy" / one.file).read_bytes()
