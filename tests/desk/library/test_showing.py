"""What the desk shows of what it kept is what the report says of the bundle itself."""

from __future__ import annotations

import time

import pytest
from golden_bundle import GOLDEN, OLDER, Kept, named

from xiezhi.report.content import Reveal
from xiezhi.report.gathering import gather
from xiezhi_desk.library import showing
from xiezhi_desk.library.problems import DoorError


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
