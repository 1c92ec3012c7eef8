"""Models run on a shelf: the clue names file, sheet, row and version, and the log every use."""

from datetime import date

import agencies
import pytest

from xiezhi.engine.base import RowFilter
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import check_schema, open_bundle
from xiezhi.evidence.signature import SigningKey
from xiezhi.model.load import load_model
from xiezhi.report.gathering import gather
from xiezhi.rulebook.form import Title
from xiezhi.run.verify import verify_bundle
from xiezhi.shelf.chain import ChainError
from xiezhi.shelf.sharing.application import Application
from xiezhi.workspace.replaying import catalogue_then


def codes(result):
    (outcome,) = result.outcomes
    return outcome.state, {one.code for one in outcome.problems}


def test_a_clue_names_file_sheet_row_and_version(office):
    office.fill()
    result = office.run()
    assert [(one.state, one.clues) for one in result.outcomes] == [("done", 1)]
    report = gather(office.folder / "run")
    (clue,) = report.clues
    shown = {row.zh for one in clue.evidence for row, _, _ in one.rows}
    assert shown == {
        "批次 1 · 养老金发放2031.csv · 第 2 行",
        "批次 1 · 养老金发放2031.csv · 第 3 行",
        "批次 2 · 死亡人员.xlsx · 火化 · 第 3 行",
    }
    (deaths,) = [one for one in clue.evidence if one.table == "death_record"]
    assert deaths.version == Title("版本 1（截至 2031-06-10）", "version 1 (as of 2031-06-10)")
    assert deaths.source.zh == "某市民政局，合同 C-0002，至 2031-12-31"


def test_the_bundle_stands_alone(office):
    office.fill()
    office.run()
    bundle = open_bundle(office.folder / "run" / "pension-after-death")
    assert check_schema(bundle) == []
    table = bundle.manifest.tables["deaths"]
    ((delivery),) = table.deliveries
    assert [(one.ordinal, one.name, one.sheet) for one in delivery.sheets] == [
        (1, "死亡人员.xlsx", "火化")
    ]
    assert [one.id for one in table.terms] == ["C-0002"]
    # people say version 1; the machine finds it again by the snapshot
    assert table.number == 1
    assert table.version == str(office.shelf.store.snapshot("death_record").id)
    catalogue = office.shelf.catalogue(office.reader())
    assert (
        verify_bundle(bundle.folder, catalogue=catalogue, engine=DuckDBEngine()).replay.state
        == "same"
    )


def test_the_same_versions_give_the_same_bundle_again(office):
    office.fill()
    for folder in ("run", "other"):
        assert [one.state for one in office.run(out=folder).outcomes] == ["done"]
    first, again = (
        open_bundle(office.folder / folder / "pension-after-death") for folder in ("run", "other")
    )
    assert first.manifest.content_hash == again.manifest.content_hash
    assert [one.id for one in first.clues] == [one.id for one in again.clues]
    later = agencies.pensions(office.files, months=("2031-06",))
    office.add("pension_payment", later.rename(later.with_name("六月.csv")))
    office.run(out="later")
    third = open_bundle(office.folder / "later" / "pension-after-death")
    assert third.manifest.content_hash != first.manifest.content_hash


def test_every_use_is_logged_with_columns_rows_and_result(office):
    office.fill()
    office.run()
    office.run()
    first, second = office.shelf.log.entries()
    assert (first["who"], first["office"], first["purpose"]) == (
        "王小明",
        agencies.OWNER,
        "社会保障基金保护",
    )
    assert (first["state"], second["state"], first["clues"]) == ("done", "unchanged", 1)
    uses = {one["table"]: one for one in first["tables"]}
    assert set(uses) == {"pension_payment", "death_record"}
    assert set(uses["death_record"]["columns"]) == set(
        load_model(agencies.MODEL).input("deaths").columns
    )
    assert (uses["death_record"]["rows"], uses["death_record"]["cited"]) == (2, 1)
    assert uses["death_record"]["providers"] == ["某市民政局"]
    assert first["bundle"].endswith("pension-after-death")


@pytest.mark.parametrize(
    ("changed", "day", "code"),
    [
        ({"purposes": ("民事检察",)}, agencies.TODAY, "run-purpose"),
        ({}, date(2032, 1, 1), "run-expired"),
    ],
)
def test_a_refused_use_reads_nothing_and_is_logged(office, changed, day, code):
    office.add("pension_payment", agencies.pensions(office.files), data_as_of=agencies.TODAY)
    office.add(
        "death_record", agencies.deaths(office.files), data_as_of=agencies.TODAY,
        contract=agencies.contract("death_record", **changed),
    )  # fmt: skip
    assert codes(office.run(office.reader(day=day))) == ("refused", {code})
    (entry,) = office.shelf.log.entries()
    assert (entry["state"], entry["bundle"], entry["clues"]) == ("refused", "", None)
    assert "death_record" in entry["why"]


def test_nothing_runs_on_a_shelf_whose_log_was_changed(office):
    office.fill()
    office.run()
    path = office.shelf.log.chain.path
    path.write_text(path.read_text("utf8").replace("王小明", "李四"), "utf8")
    with pytest.raises(ChainError):
        office.run(out="again")
    assert not (office.folder / "again").exists()


def grant(office, table, rows=None):
    register = office.shelf.register
    application = Application(
        id="", table=table, office=agencies.COUNTY, basis=("检察院组织法#21",), scene="核对养老金",
        purposes=("社会保障基金保护",), columns=(), way="shelf", valid_from=date(2031, 1, 1),
        valid_until=date(2031, 12, 31), received=agencies.TODAY, by="李四",
    )  # fmt: skip
    one = register.request(application, agencies.AT).id
    register.act(one, "approve", agencies.AT)
    register.act(one, "grant", agencies.AT, rows=rows)


def test_a_county_runs_on_the_rows_of_its_jurisdiction(office):
    office.fill()
    county = office.reader("李四", agencies.COUNTY)
    assert codes(office.run(county))[0] == "refused"
    grant(office, "death_record")
    grant(office, "pension_payment", RowFilter("division", ("110229",)))
    (outcome,) = office.run(county, "county").outcomes
    assert (outcome.state, outcome.clues) == ("done", 0)  # the dead one drew it elsewhere
    entry = office.shelf.log.entries()[-1]
    uses = {one["table"]: one for one in entry["tables"]}
    assert entry["office"] == agencies.COUNTY
    assert uses["pension_payment"]["rows"] == 2
    assert uses["pension_payment"]["rows_of"] == "division=110229"
    assert office.shelf.key_file(agencies.COUNTY) != office.shelf.key_file("")


def test_another_offices_run_has_a_folder_of_its_own(office):
    shelf, day = office.shelf, agencies.TODAY
    own = shelf.run_folder("", day)
    assert own == shelf.run_folder(agencies.OWNER, day) == shelf.folder / "runs" / "2031-06-10"
    assert shelf.run_folder("某县/检察院", day).name == "2031-06-10-某县_检察院"


def test_a_sensitive_grade_runs_only_for_the_person_authorised(office):
    from dataclasses import replace

    from xiezhi.shelf.contract.authorisation import Authorisation

    office.add("pension_payment", agencies.pensions(office.files), data_as_of=agencies.TODAY)
    sensitive = agencies.contract(
        "death_record", grade="important", impact_assessment="评估〔2031〕3号", necessity="核对停发"
    )
    office.add(
        "death_record", agencies.deaths(office.files), data_as_of=agencies.TODAY, contract=sensitive
    )
    assert codes(office.run()) == ("refused", {"run-authorisation"})
    key = SigningKey.create(agencies.OWNER, office.folder / "key.pem")
    (office.shelf.folder / "trusted.json").write_text(
        f'{{"{agencies.OWNER}": "{key.public_text}"}}', "utf8"
    )
    given = Authorisation(
        "A-0001", "王小明", agencies.OWNER, "检察长批准〔2031〕5号", ("death_record",),
        ("公益诉讼检察",), agencies.TODAY, agencies.TODAY, agencies.OWNER,
    )  # fmt: skip
    signed = replace(given, signature=key.signer(given.payload).decode("utf8"))
    forged = replace(signed, id="A-0002", person="李四")
    office.shelf.register.authorise(signed, agencies.AT)
    office.shelf.register.authorise(forged, agencies.AT)
    assert codes(office.run()) == ("done", set())
    assert codes(office.run(office.reader("李四"), "other")) == ("refused", {"run-authorisation"})
    uses = {one["table"]: one for one in office.shelf.log.entries()[-2]["tables"]}
    assert uses["death_record"]["authorisation"] == "A-0001"


def test_a_bundle_is_replayed_on_the_versions_it_cites(office):
    office.fill()
    office.run()
    later = agencies.pensions(office.files, months=("2031-06",))
    office.add("pension_payment", later.rename(later.with_name("六月.csv")))
    folder = office.folder / "run" / "pension-after-death"
    now = office.shelf.catalogue(office.reader())
    assert verify_bundle(folder, catalogue=now, engine=DuckDBEngine()).replay.state == (
        "not_replayable"
    )
    then = catalogue_then(office.shelf, folder, office.reader())
    assert verify_bundle(folder, catalogue=then, engine=DuckDBEngine()).replay.state == "same"
    late = catalogue_then(office.shelf, folder, office.reader(day=date(2032, 1, 1)))
    answer = verify_bundle(folder, catalogue=late, engine=DuckDBEngine()).replay
    assert answer.state == "not_replayable"
    assert "expired" in answer.since[0]
