"""What the desk shows of what it kept is what the report says of the bundle itself."""

from __future__ import annotations

import time

import pytest
from golden_bundle import GOLDEN, OLDER, Kept, named

from xiezhi.evidence.records import EvidenceRow
from xiezhi.report.content import Reveal
from xiezhi.report.gathering import gather
from xiezhi_desk.library import showing
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.showing import graph


@pytest.fixture(scope="module")
def kept():
    return Kept(GOLDEN)


@pytest.mark.parametrize("folder", [GOLDEN, OLDER])
def test_every_clue_is_shown_as_the_report_shows_it(folder):
    kept = Kept(folder)
    for clue in gather(folder).clues:
        assert kept.shown(clue.id).clue == clue
        assert kept.clues[clue.id].case_number == clue.case_number
        line = showing.headline(folder, kept.clues[clue.id].said)
        assert (line.title, line.affected, line.amount) == (
            clue.title, clue.affected, clue.amount,
        )  # fmt: skip


def test_uncovered_it_is_the_revealed_report():
    import datetime

    when = datetime.datetime(2031, 5, 6, tzinfo=datetime.UTC)
    kept = Kept(GOLDEN)
    for clue in gather(GOLDEN, reveal=Reveal("张三", "核查", when)).clues:
        assert kept.shown(clue.id, masked=False).clue == clue


def test_no_name_is_left_in_anything_shown_unless_it_is_uncovered(tmp_path):
    kept = Kept(named(tmp_path))
    covered = "".join(everything(kept, key, masked=True) for key in kept.clues)
    opened = "".join(everything(kept, key, masked=False) for key in kept.clues)
    for name in ("张三", "李四"):
        assert name in opened
        assert name not in covered
        assert name not in "".join(one.words for one in kept.clues.values())


def everything(kept: Kept, key: str, *, masked: bool) -> str:
    said = kept.clues[key].said
    shown = repr(kept.shown(key, masked=masked))
    shown += repr(showing.headline(kept.folder, said, masked=masked))
    for doc in kept.cited(key).items():
        whole = showing.whole_document(kept.folder, said, kept.proved(key), doc, masked=masked)
        shown += "".join(piece.text for part in whole.stretches for piece in part.pieces)
    return shown


def test_a_whole_document_keeps_its_length_and_says_what_each_mark_proves(kept):
    key = next(key for key in kept.clues if kept.cited(key))
    (doc_id, said), *_ = kept.cited(key).items()
    whole = showing.whole_document(
        kept.folder, kept.clues[key].said, kept.proved(key), (doc_id, said)
    )
    assert whole.stretches
    for part in whole.stretches:
        assert sum(len(piece.text) for piece in part.pieces) == part.end - part.start
    assert any(piece.mark for part in whole.stretches for piece in part.pieces)


def test_the_graph_and_its_table_say_the_same(kept):
    for key in kept.clues:
        graph = kept.shown(key).graph
        ids = {node.id for node in graph.nodes}
        assert len(ids) == len(graph.nodes)
        assert all({edge.from_, edge.to} <= ids for edge in graph.edges)
        assert len(graph.table()) == len(graph.edges)
        records = [node for node in graph.nodes if node.kind == "record"]
        assert len(records) == len({(link.input, link.row) for link in kept.links[key]})


def test_the_timeline_is_in_order_and_has_the_clues_own_days(kept):
    for key, record in kept.clues.items():
        moments = kept.shown(key).timeline
        assert list(moments) == sorted(moments, key=lambda one: (one.day, not one.key))
        if record.occurred is not None:
            assert any(one.day == record.occurred and one.key for one in moments)


def test_rows_that_were_disposed_of_are_left_out(kept):
    key = next(iter(kept.clues))
    gone = [one._replace(said=None) for one in kept.proved(key)]
    shown = showing.shown(kept.folder, kept.clues[key].said, gone, dict.fromkeys(["d1"]))
    assert shown.clue.evidence == ()
    assert shown.clue.passages == ()


def test_a_bundle_that_is_gone_is_said(tmp_path, kept):
    with pytest.raises(DoorError):
        showing.headline(tmp_path / "none", next(iter(kept.clues.values())).said)


def test_a_list_of_clues_takes_little_time(kept):
    said = [one.said for one in kept.clues.values()] * 50
    showing.headline(GOLDEN, said[0])
    began = time.process_time()
    for one in said:
        showing.headline(GOLDEN, one)
    assert (time.process_time() - began) / len(said) < 0.001


def test_a_name_and_the_number_beside_it_are_one_thing_and_who_has_a_credit_code_is_a_unit():
    types = {
        "debtor": "person_name", "debtor_id": "citizen_id", "applicant": "person_name",
        "uscc": "uscc", "court": "agency", "org_name": "org_name",
    }  # fmt: skip
    row = EvidenceRow(
        "x", "1",
        {"debtor_id": "110101199001010015", "debtor": "张三", "applicant": "甲公司",
         "uscc": "91320803MA27ABCD41", "court": "某院", "org_name": None},
        types, {}, {},
    )  # fmt: skip
    assert [(one.kind, one.key, one.column, value) for one, value in graph._things(row)] == [
        ("person", "110101199001010015", "debtor", "张三"),
        ("unit", "91320803MA27ABCD41", "applicant", "甲公司"),
        ("organ", "某院", "court", "某院"),
    ]


def test_names_that_other_bundles_know_are_covered_too(tmp_path):
    kept = Kept(named(tmp_path))
    key = next(key for key in kept.clues if kept.cited(key))
    said, rows, cited = kept.clues[key].said, kept.proved(key), kept.cited(key)
    ((doc_id, pack),) = cited.items()
    told = showing.whole_document(
        kept.folder, said, rows, (doc_id, pack), names={doc_id: ["盗窃", "诈骗"]}
    )
    text = "".join(piece.text for part in told.stretches for piece in part.pieces)
    assert "盗窃" not in text
    assert "诈骗" not in text
