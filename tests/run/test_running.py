"""Models run over facts: clues with evidence, a funnel that adds up, an index that says all."""

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import invented_facts
import jsonschema
import pyarrow as pa
import pytest
from invented_facts import COURT, case_number

from xiezhi.engine.duckdb import DuckDBSession
from xiezhi.evidence.atomic import OutputError
from xiezhi.evidence.bundle import bundle_schema
from xiezhi.evidence.sums import sums_problems

GOLDEN_HASH = Path(__file__).parents[1] / "golden" / "run" / "content_hash.txt"


def test_the_clues_come_with_their_values_law_and_questions(desk):
    result = desk.run()
    (outcome,) = result.outcomes
    assert (outcome.state, outcome.clues) == ("done", 2)
    assert result.as_of == date(2031, 12, 31)
    clues = {clue.values["case_number"]: clue for clue in desk.bundle().clues}
    assert set(clues) == {case_number(1), case_number(7)}
    clue = clues[case_number(1)]
    assert (clue.organ, clue.affected, clue.amount) == (COURT, "甲某", Decimal("8000.00"))
    assert (clue.occurred, clue.grade) == (date(2031, 6, 1), "suspicious")
    assert clue.law == ("法释〔2014〕13号#7",)
    assert clue.checklist[0].excludes_when == "yes"
    assert clue.matter != clues[case_number(7)].matter


def test_the_content_is_the_same_on_every_version_of_the_engine(desk):
    desk.run()
    found = desk.bundle().manifest.content_hash
    if os.environ.get("XIEZHI_UPDATE_GOLDEN"):
        GOLDEN_HASH.write_text(found + "\n")
    assert found == GOLDEN_HASH.read_text().strip()


def test_evidence_names_rows_searches_and_passages(desk):
    desk.run()
    bundle = desk.bundle()
    clue = next(one for one in bundle.clues if one.values["doc_id"] == "d1")
    evidence = bundle.evidence_of(clue.id)
    assert {(link.input, link.row, link.role) for link, _ in evidence} == {
        ("sentences", "d1/1", "event"),
        ("judgments", "d1", "partner"),
    }
    (searched,) = bundle.searched[clue.id]
    assert (searched.table, searched.covers_to) == ("enforcement_case", date(2031, 12, 31))
    assert (searched.window_from, searched.window_to) == (date(2031, 6, 1), date(2031, 7, 1))
    document = bundle.documents["d1"]
    text = invented_facts.text_of(1)
    assert document.mode == "passages"
    assert document.length == len(text)
    for _, row in evidence:
        for column, span in row.spans.items():
            assert document.quote(span) == span.of(text), column
    assert len(bundle.documents) == 2


def test_every_event_is_a_clue_or_answered_or_open_or_not_checkable(desk):
    desk.run()
    funnel = desk.bundle().funnel
    owed, untouched = funnel.steps[1], funnel.steps[2]
    assert owed.rows_in == {"fined": 7}
    assert [(one.id, one.rows) for one in owed.excluded] == [("paid-at-trial", 1)]
    assert owed.rows_out == untouched.rows_in["owed"] == 5
    assert (untouched.rows_out, untouched.answered) == (2, 1)
    assert (untouched.pending, untouched.not_checkable) == (1, 1)
    assert [(one.condition, one.rows) for one in funnel.near_misses] == [("fine > 0", 1)]


def test_an_unchanged_run_is_answered_from_its_bundle(desk):
    desk.run()
    before = (desk.out / "fine-not-sent" / "run.json").stat().st_mtime_ns
    assert desk.run().outcomes[0].state == "unchanged"
    assert (desk.out / "fine-not-sent" / "run.json").stat().st_mtime_ns == before
    assert desk.run(anew=True).outcomes[0].state == "done"
    assert desk.run(documents="full").outcomes[0].state == "done"
    assert desk.bundle().documents["d1"].text == invented_facts.text_of(1)


def test_a_spoilt_bundle_is_not_taken_for_an_answer(desk):
    desk.run()
    links = desk.out / "fine-not-sent" / "links.parquet"
    data = bytearray(links.read_bytes())
    data[100] ^= 1
    links.write_bytes(bytes(data))
    assert desk.run().outcomes[0].state == "done"
    assert sums_problems(desk.out / "fine-not-sent") == []


def test_later_rows_are_invisible(desk):
    as_of = date(2031, 6, 15)
    desk.run(as_of=as_of)
    bundle = desk.bundle()
    assert bundle.manifest.as_of == as_of
    assert bundle.clues == ()
    untouched = bundle.funnel.steps[2]
    assert untouched.answered == 0  # the filing of 20 June has not happened yet
    assert untouched.pending >= 3


def test_a_model_that_asks_what_did_not_happen_is_refused_without_a_day(desk):
    (desk.facts / "supplied.json").unlink()
    result = desk.run("fine-not-sent", "number-published")
    refused, done = result.outcomes
    assert (refused.state, refused.bundle) == ("refused", None)
    assert "as-of" in str(refused.problems[0])
    assert (done.state, done.clues) == ("done", 1)


def test_missing_and_wrongly_typed_columns_refuse_one_model_and_let_the_rest_run(desk):
    wrong = invented_facts.tables()["judgment_sentence"]
    wrong = wrong.set_column(4, "fine", pa.array([1.5] * 7)).drop_columns(["fine_paid"])
    invented_facts.write(desk.facts, judgment_sentence=wrong)
    refused, done = desk.run("fine-not-sent", "number-published").outcomes
    assert refused.state == "refused"
    assert {problem.code for problem in refused.problems} == {"column-missing", "column-type"}
    assert all(problem.cure and problem.where for problem in refused.problems)
    assert done.state == "done"


def test_a_missing_table_refuses_the_model_with_the_cure(desk):
    (desk.facts / "judgment_sentence.parquet").unlink()
    (refused,) = desk.run().outcomes
    assert (refused.state, refused.problems[0].code) == ("refused", "table-missing")


def test_a_contract_that_does_not_cover_the_purpose_refuses_the_model(desk):
    contracts = {"judgment": {"id": "合同甲", "purposes": ["刑事执行监督"]}}
    invented_facts.supplied(desk.facts, contracts=contracts)
    allowed, refused = desk.run("fine-not-sent", "number-published").outcomes
    assert allowed.state == "done"
    assert desk.bundle().manifest.tables["judgments"].contract.id == "合同甲"
    assert (refused.state, refused.problems[0].code) == ("refused", "run-purpose")


def test_a_broken_promise_fails_the_model_with_the_key(desk):
    judgments = invented_facts.tables()["judgment"]
    doubled = pa.concat_tables([judgments, judgments.slice(0, 1)])
    invented_facts.write(desk.facts, judgment=doubled)
    failed, done = desk.run("fine-not-sent", "number-published").outcomes
    assert {failed.state, done.state} == {"failed"}
    assert failed.problems[0].code in ("run-promise-broken", "run-key-not-unique")
    assert not (desk.out / "fine-not-sent").exists()


def test_the_index_follows_its_schema_and_counts_documents(desk):
    desk.run("fine-not-sent", "number-published")
    index = json.loads((desk.out / "run_index.json").read_text("utf8"))
    jsonschema.validate(index, bundle_schema("run_index"))
    assert index["complete"] is True
    assert index["facts"]["by_status"] == {"read": 7}
    assert index["facts"]["by_kind"] == {"judgment": 7}
    assert [one["bundle"] for one in index["models"]] == ["fine-not-sent", "number-published"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_ctrl_c_in_the_middle_leaves_whole_bundles_and_an_index_that_says_so(desk):
    def interrupt(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
        if number == 1 and purpose == "planning":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.run("number-published", "fine-not-sent", told=interrupt)
    assert names(desk.out) == ["number-published", "run_index.json"]
    assert sums_problems(desk.out / "number-published") == []
    index = json.loads((desk.out / "run_index.json").read_text("utf8"))
    assert index["complete"] is False
    assert [one["state"] for one in index["models"]] == ["done", "interrupted"]
    assert list((desk.folder / "spill").iterdir()) == []


def test_ctrl_c_inside_a_statement_leaves_nothing_half_written(desk, monkeypatch):
    fetch = DuckDBSession.fetch

    def interrupted(self, sql, purpose="", **options):
        if purpose == "linking evidence":
            raise KeyboardInterrupt
        return fetch(self, sql, purpose, **options)

    monkeypatch.setattr(DuckDBSession, "fetch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    assert names(desk.out) == ["run_index.json"]
    assert list((desk.folder / "spill").iterdir()) == []


def test_a_full_disk_stops_the_run_with_a_clear_error(desk, tiny_disk):
    (tiny_disk / "filler").write_bytes(bytes((2 << 20) - (40 << 10)))
    with pytest.raises(OutputError) as refused:
        desk.run(out=str(tiny_disk / "run"))
    assert refused.value.problems[0].code == "output-disk-full"
    assert [path for path in (tiny_disk / "run").rglob("*") if path.is_file()] == []


def test_facts_are_never_written_but_for_the_hidden_folder(desk):
    before = {path.name: path.read_bytes() for path in desk.facts.iterdir() if path.is_file()}
    desk.run("fine-not-sent", "number-published", "sentence-beside-fine")
    after = {path.name: path.read_bytes() for path in desk.facts.iterdir() if path.is_file()}
    assert after == before
    assert set(names(desk.facts)) - set(before) == {".xiezhi"}


def test_facts_that_are_replaced_while_the_run_reads_them_give_no_bundle(desk):
    def replace(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
        if purpose == "reading clues":
            invented_facts.write(desk.facts)

    (failed,) = desk.run(told=replace).outcomes
    assert (failed.state, failed.bundle) == ("failed", None)
    assert {problem.code for problem in failed.problems} == {"run-data-changed"}
    assert not (desk.out / "fine-not-sent").exists()
