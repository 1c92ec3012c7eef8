"""Documents on the shelf become facts under their contracts, and go with them."""

import json
from dataclasses import replace
from datetime import date

import agencies
import documents
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import RowFilter
from xiezhi.evidence.bundle import open_bundle
from xiezhi.run.verify import verify_bundle
from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.sharing.application import Application
from xiezhi.shelf.use.rows import rows_of
from xiezhi.workspace import disposing, reading
from xiezhi.workspace.disposing import dispose
from xiezhi.workspace.reading import ReadingRefusedError, ReadRequest, read_on_shelf
from xiezhi.workspace.sharing import approve, ask, grant

ASKED = ReadRequest(agencies.AT.at, processes=1)
LATER = date(2032, 1, 9)


def hand_in(office, name, numbers, **changed):
    folder = documents.judgments(office.files, name, numbers)
    terms = documents.contract(**changed)
    return office.add("document", folder, contract=terms, data_as_of=agencies.TODAY)


def read(office, reader=None, **changed):
    return read_on_shelf(office.shelf, reader or office.reader(), replace(ASKED, **changed))


def refused(office, reader=None, **changed):
    with pytest.raises(ReadingRefusedError) as raised:
        read(office, reader, **changed)
    return {one.code for one in raised.value.problems}


def uses(office):
    return [(one["model"], one["state"]) for one in office.shelf.log.entries()]


def told(folder):
    files = [path for path in sorted(folder.rglob("*.parquet")) if "tables" not in path.parts]
    return "\n".join(str(pq.read_table(path).to_pylist()) for path in files)


def test_facts_say_version_and_contract_and_the_log_says_who_read_what(office):
    hand_in(office, "甲院", (1, 2))
    done = read(office)
    assert (done.state, done.out) == ("done", office.shelf.facts)
    said = json.loads((office.shelf.facts / "manifest.json").read_text("utf8"))
    assert said["data_as_of"] == "2031-06-10"
    assert (said["shelf"]["table"], said["shelf"]["version"]) == ("document", 1)
    assert [one["id"] for one in said["shelf"]["contracts"]] == ["C-0001"]
    sources = pq.read_table(done.out / "document.parquet").column("source_file").to_pylist()
    assert sources == ["批次 1 · 甲院 · 第 1 行", "批次 1 · 甲院 · 第 2 行"]
    (use,) = office.shelf.log.entries()
    (table,) = use["tables"]
    assert (use["who"], use["model"], use["state"]) == ("王小明", "read", "done")
    assert (use["purpose"], use["facts"]) == ("刑事诉讼监督", str(done.out.resolve()))
    assert (table["table"], table["number"], table["rows"]) == ("document", 1, 2)
    assert table["columns"] == ["doc_id", "text"]
    assert (table["contracts"], table["providers"]) == (["C-0001"], ["某市某区人民法院"])


def test_the_same_version_is_not_read_twice_and_a_newer_one_is(office, monkeypatch):
    hand_in(office, "甲院", (1,))
    read(office)
    with monkeypatch.context() as no_reader:
        no_reader.setattr(reading, "read_documents", None)
        assert read(office).state == "unchanged"
    hand_in(office, "乙院", (2,))
    again = read(office)
    assert (again.state, again.manifest["documents"]) == ("done", 2)
    assert again.manifest["shelf"]["version"] == 2
    assert [state for _, state in uses(office)] == ["done", "unchanged", "done"]


def test_what_was_stopped_is_logged_and_gone_on_with(office, monkeypatch):
    from xiezhi.text import job

    monkeypatch.setattr(job, "_CHUNK_DOCUMENTS", 1)
    hand_in(office, "甲院", (1, 2))

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_on_shelf(office.shelf, office.reader(), ASKED, stop)
    assert uses(office) == [("read", "interrupted")]
    assert "document" in office.shelf.catalogue(office.reader()).tables  # runs are not in its way
    kept = [path.name for path in (office.shelf.facts / ".reading").glob("*.json")]
    assert kept == ["000000.json"]
    assert read(office).manifest["documents"] == 2


def test_beyond_its_terms_nothing_is_read_and_the_refusal_is_logged(office):
    hand_in(office, "甲院", (1,))
    assert refused(office, office.reader(day=LATER)) == {"run-expired"}
    assert refused(office, purpose="公益诉讼检察") == {"run-purpose"}
    assert refused(office, table="death_record") == {"reading-table"}
    hand_in(office, "乙院", (2,), purposes=("公益诉讼检察",))
    assert refused(office) == {"run-purpose"}  # no purpose covers the rows of both
    assert uses(office) == [("read", "refused")] * 4
    assert not office.shelf.facts.exists()


def granted(office, columns):
    asked = Application(
        id="", table="document", office=agencies.COUNTY, basis=("检察院组织法#21",),
        scene="核对本县判决", purposes=("刑事审判监督",), columns=columns, way="shelf",
        valid_from=date(2031, 6, 1), valid_until=date(2031, 12, 31), received=agencies.TODAY,
        by="李四",
    )  # fmt: skip
    number = ask(office.shelf, asked, agencies.AT).id
    approve(office.shelf, number, agencies.AT)
    return grant(office.shelf, number, agencies.AT, None)


def test_another_office_reads_what_was_granted_into_a_folder_of_its_own(office):
    hand_in(office, "甲院", (1,))
    county, own = office.reader("李四", agencies.COUNTY), office.folder / "county"
    with pytest.raises(CatalogueError):
        read(office, county, out=own)
    granted(office, ("doc_id", "text"))
    assert refused(office, county) == {"reading-out"}
    done = read(office, county, out=own)
    assert [one["id"] for one in done.manifest["shelf"]["contracts"]] == ["S-0001", "C-0001"]
    assert office.shelf.log.entries()[-1]["office"] == agencies.COUNTY


def test_a_grant_without_the_text_lets_nobody_read_it(office):
    hand_in(office, "甲院", (1,))
    granted(office, ("doc_id",))
    county = office.reader("李四", agencies.COUNTY)
    assert refused(office, county, out=office.folder / "county") == {"run-columns"}


def test_only_the_rows_of_the_filter_are_streamed_and_no_changed_file(office):
    hand_in(office, "甲院", (1, 2))
    version = office.shelf.catalogue(office.reader()).version("document")
    (first, _) = [one for rows in rows_of(version, ["doc_id"], 1) for one in rows["doc_id"]]
    seen = replace(version, only=RowFilter("doc_id", (first.as_py(),)))
    rows = [row for batch in rows_of(seen, ["text"], 1) for row in batch.to_pylist()]
    assert len(rows) == 1
    assert list(rows[0]) == ["text"]
    version.files[0].write_bytes(b"PAR1")
    with pytest.raises(CatalogueError):
        list(rows_of(version, ["text"]))


def test_facts_of_other_documents_are_not_overwritten_unasked(office):
    office.shelf.facts.mkdir()
    manifest = office.shelf.facts / "manifest.json"
    manifest.write_text('{"source": "甲乙", "tables": {}}', "utf8")
    hand_in(office, "甲院", (1,))
    assert refused(office) == {"reading-other"}
    assert read(office, fresh=True).state == "done"


def test_facts_stay_under_the_contract_and_go_with_the_data(office):
    hand_in(office, "甲院", (1,))
    elsewhere = office.folder / "elsewhere"
    read(office)
    read(office, out=elsewhere)
    (outcome,) = office.run(model=documents.MODEL).outcomes
    assert (outcome.state, outcome.clues) == ("done", 1)
    bundle = office.folder / "run" / "fine-outside-range"
    cards = open_bundle(bundle).manifest.tables.values()
    assert {term.id for one in cards for term in one.terms} == {"C-0001"}
    (late,) = office.run(office.reader(day=LATER), "late", documents.MODEL).outcomes
    assert (late.state, {one.code for one in late.problems}) == ("refused", {"run-expired"})
    (office.shelf.facts / "supplied.json").write_text("{}", "utf8")
    assert "张三" in told(office.folder)
    done = dispose(office.shelf, "document", agencies.AT, "使用期限届满")
    assert done.done["facts"] == sorted([str(office.shelf.facts), str(elsewhere)])
    assert (done.done["bundles"], done.left) == (1, ())
    assert "张三" not in told(office.folder)
    answer = verify_bundle(bundle)
    assert answer.sound
    assert answer.replay.state == "not_replayable"
    assert "D-0001" in answer.replay.since[0]
    left = {path.name for path in office.shelf.facts.iterdir()}
    assert left <= {"supplied.json", ".xiezhi"}
    assert office.shelf.catalogue(office.reader()).tables == ()


def test_disposal_of_one_contract_takes_the_facts_whole_and_they_are_made_again(office):
    first = hand_in(office, "甲院", (1,))
    hand_in(office, "乙院", (2,), provider="某县人民法院")
    read(office)
    done = dispose(office.shelf, "document", agencies.AT, "目的已实现", (first.contract.id,))
    assert done.done["facts"] == [str(office.shelf.facts)]
    again = read(office)
    assert again.manifest["documents"] == 1
    assert [one["id"] for one in again.manifest["shelf"]["contracts"]] == ["C-0002"]


def test_while_a_disposal_is_cut_off_nothing_is_read_and_its_record_names_the_facts(
    office, monkeypatch
):
    hand_in(office, "甲院", (1,))
    read(office)
    asked = (office.shelf, "document", agencies.AT, "使用期限届满")

    def cut(folder, table):
        reading.remove_facts(folder, table)
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(disposing, "remove_facts", cut)
        with pytest.raises(KeyboardInterrupt):
            dispose(*asked)
    assert refused(office) == {"reading-disposed"}
    done = dispose(*asked)
    assert (done.id, done.done["facts"]) == ("D-0001", [str(office.shelf.facts)])
    assert (done.done["rows"], office.shelf.store.tables) == (1, ())


def test_facts_that_were_carried_away_are_told(office):
    hand_in(office, "甲院", (1,))
    read(office, out=office.folder / "elsewhere")
    (office.folder / "elsewhere").rename(office.folder / "away")
    (left,) = dispose(office.shelf, "document", agencies.AT, "使用期限届满").left
    assert "elsewhere: no longer there" in left
