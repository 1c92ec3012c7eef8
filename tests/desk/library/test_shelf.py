"""A dirty table goes onto the shelf, its bad rows are put right, offices ask for it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from two_tables import AT, DAY, LAND, OFFICE, TAXES, filled, load, terms, written

from xiezhi.shelf.store.store import Store
from xiezhi_desk.library import shelf
from xiezhi_desk.library.problems import DoorError


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_a_file_is_recognised_and_every_title_gets_a_suggestion_with_its_reason(tmp_path):
    path = written(tmp_path, "违法占地.csv", LAND)
    assert shelf.likely_tables(path)[0][0] == "land_violation"
    found = shelf.suggest(tmp_path / "none", path, "land_violation")
    by_title = {one.source: one for one in found.columns}
    assert list(by_title) == list(LAND[0])
    assert by_title["文号"].column == "doc_no"
    assert by_title["文号"].reason.zh == "各机关也写作“文号”"
    assert by_title["占用面积"].samples == ("1000", "约两千", "10")
    assert by_title["内部备注"].column == ""
    assert found.missing == ()
    assert found.sheets[0].samples[0][1] == "T-1"


def test_samples_show_the_form_of_a_value_and_nobodys_number(tmp_path):
    rows = [
        ("姓名", "身份证号码", "来历"),
        ("王小明", "53010219700101001X", "身份证53010219700101001X"),
        ("欧阳小明", "530102197001010013", "电话13900001234"),
    ]
    path = written(tmp_path, "人口.csv", rows)
    found = shelf.suggest(tmp_path / "none", path, "population")
    shown = {one.source: one.samples for one in found.columns}
    assert shown["姓名"] == ("王某某", "欧阳某某")
    assert "530102197001010013" not in shown["身份证号码"]
    assert shown["来历"] == ("身份证530102********001X", "电话139******34")


def test_what_is_loaded_is_in_the_catalogue_with_contract_and_coverage(tmp_path):
    workspace = filled(tmp_path)
    land, taxes = shelf.catalogue(workspace, DAY)
    assert (land.table, land.rows, land.quarantined) == ("land_violation", 2, 1)
    assert (taxes.rows, taxes.quarantined, taxes.quality) == (2, 0, "")
    assert taxes.covered == (shelf.CoveredShown("", date(2024, 1, 1), date(2025, 12, 31)),)
    detail = shelf.entry(workspace, "land_violation", DAY)
    (contract,) = detail.contracts
    assert (contract.provider, contract.expired) == ("青浦区自然资源局", False)
    assert contract.basis == (("检察院组织法第21条", True),)
    assert detail.deliveries[0].files[0][0] == "违法占地.csv"
    assert [one.state for one in shelf.history(workspace, "land_violation")] == ["current"]
    assert shelf.owner(workspace) == OFFICE
    assert "违法占地" in shelf.catalogue_csv(workspace).decode("utf-8-sig")
    assert shelf.catalogue(workspace, date(2028, 1, 1))[0].expired
    assert shelf.agreed(workspace, "tax_payment", "青浦区税务局", DAY).id == taxes.contracts[0]


def test_after_a_write_only_the_written_table_is_read_anew(tmp_path, monkeypatch):
    workspace = filled(tmp_path)
    shelf.catalogue(workspace, DAY)
    read = []
    snapshot = Store.snapshot
    monkeypatch.setattr(
        Store,
        "snapshot",
        lambda store, name, *more: read.append(name) or snapshot(store, name, *more),
    )
    assert shelf.catalogue(workspace, DAY)[1].rows == 2
    assert read == []
    more = (TAXES[0], tuple(cell.replace("2024", "2023") for cell in TAXES[1]))
    load(workspace, written(tmp_path, "完税二.csv", more), "tax_payment", "青浦区税务局")
    read.clear()
    land, taxes = shelf.catalogue(workspace, DAY)
    assert (land.rows, taxes.version) == (2, 2)
    assert read == ["tax_payment"]


def test_bad_rows_are_shown_corrected_on_the_page_and_loaded(tmp_path):
    workspace = filled(tmp_path)
    page = shelf.quarantine(workspace, 1)
    assert page.total == 2
    whole, cell = sorted(page.cells, key=lambda one: one.kind, reverse=True)
    assert (cell.kind, cell.source, cell.raw) == ("cell", "占用面积", "约两千")
    assert (whole.kind, whole.column.zh, whole.row["用地单位"]) == (
        "row", "处罚决定书文号", "某市丙砂石厂",
    )  # fmt: skip
    assert cell.reason.zh != cell.reason.en
    assert shelf.quarantine(workspace, 1, page=99, size=1).page == 2
    assert shelf.quarantine(workspace, 1, column="area").total == 1
    done = shelf.correct(
        workspace, 1, {(cell.mark, cell.source): "2000", (whole.mark, "文号"): "青自然罚〔2025〕3号"},
        "李四", AT,
    )  # fmt: skip
    assert (done.rows_in, done.rows_kept, done.rows_refused) == (2, 2, 0)
    assert shelf.catalogue(workspace, DAY)[0].rows == 3
    assert shelf.quarantine(workspace, 1).total == 0


def test_what_is_corrected_wrongly_stays_at_its_place(tmp_path):
    workspace = filled(tmp_path)
    before = shelf.quarantine(workspace, 1).cells
    first = before[0]
    done = shelf.correct(workspace, 1, {(first.mark, first.source): "?"}, "李四", AT)
    assert done.cells_refused == 1
    assert [one.mark for one in shelf.quarantine(workspace, 1).cells] == [
        one.mark for one in before
    ]


def test_the_list_of_refused_cells_goes_out_as_a_workbook_and_comes_back(tmp_path):
    workspace = filled(tmp_path)
    book = shelf.export_refused(workspace, 1)
    assert zipfile.is_zipfile(io.BytesIO(book))
    unchanged = tmp_path / "更正.xlsx"
    unchanged.write_bytes(book)
    with pytest.raises(DoorError) as refused:
        shelf.reoffer(workspace, 1, unchanged, "李四", AT)
    assert codes(refused) == ["correction-none"]
    with pytest.raises(DoorError) as refused:
        shelf.correct(workspace, 1, {("B1-S1-R2", "占用面积"): "5"}, "李四", AT)
    assert codes(refused) == ["correction-unknown"]
    with pytest.raises(DoorError):
        shelf.quarantine(workspace, 77)


def test_a_person_may_choose_another_column_or_leave_a_title_out(tmp_path):
    path = written(tmp_path, "税款.csv", TAXES)
    workspace = tmp_path / "workspace"
    found = shelf.suggest(workspace, path, "tax_payment", "青浦区税务局")
    columns = {one.source: one.column for one in found.columns} | {"纳税人名称": ""}
    done = shelf.add(
        workspace, path, "tax_payment", shelf.Choice(columns), terms("青浦区税务局"), "张三", AT,
    )  # fmt: skip
    assert (done.rows_in, done.rows_kept, done.rows_quarantined) == (2, 2, 0)
    again = shelf.suggest(workspace, path, "tax_payment", "青浦区税务局")
    kept = {one.source: one for one in again.columns}
    assert kept["税种"].reason.zh == "该单位以前确认过"
    assert kept["纳税人名称"].column == ""


def test_a_contract_that_says_too_little_and_a_secret_mark_refuse_before_anything_is_kept(tmp_path):
    workspace = tmp_path / "workspace"
    path = written(tmp_path, "税款.csv", TAXES)
    with pytest.raises(DoorError) as refused:
        load(workspace, path, "tax_payment", "青浦区税务局", basis=())
    assert refused.value.problems
    secret = written(tmp_path, "税款（机密）.csv", TAXES)
    with pytest.raises(DoorError) as refused:
        load(workspace, secret, "tax_payment", "青浦区税务局")
    assert codes(refused) == ["contract-marked-secret"]
    with pytest.raises(DoorError) as refused:
        load(workspace, path, "tax_payment", "青浦区税务局", valid_until=None)
    assert codes(refused) == ["contract-until"]
    assert shelf.catalogue(workspace, DAY) == ()


def test_a_file_that_is_no_table_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with pytest.raises(DoorError) as refused:
        shelf.suggest(tmp_path, path, "tax_payment")
    assert refused.value.problems[0].cure.zh
    with pytest.raises(DoorError) as refused:
        shelf.suggest(tmp_path, path, "no_table")
    assert codes(refused) == ["table-unknown"]


def test_quality_is_measured_and_kept(tmp_path):
    workspace = filled(tmp_path)
    assert shelf.kept_quality(workspace, "land_violation") is None
    report = shelf.measure_quality(workspace, "land_violation", DAY)
    assert report.findings[0].state == "failed"
    assert shelf.kept_quality(workspace, "land_violation") == report
    assert shelf.catalogue(workspace, DAY)[0].quality == (report.worst or "passed")


def test_readiness_names_what_is_missing_and_writes_the_request(tmp_path):
    workspace = filled(tmp_path)
    model = "farmland-tax-not-levied"
    found = shelf.ready(workspace, model, "张三", OFFICE, DAY)
    assert found.runs
    nothing = shelf.ready(tmp_path / "none", model, "张三", OFFICE, DAY)
    assert not nothing.runs
    assert [(name, title.zh) for name, title in nothing.lacking[0].states] == [("missing", "缺表")]
    letter = shelf.request_docx(tmp_path / "none", model, "张三", OFFICE, DAY)
    text = zipfile.ZipFile(io.BytesIO(letter)).read("word/document.xml").decode("utf8")
    assert "违法占地" in text
    assert "税务机关" in text
    with pytest.raises(DoorError) as refused:
        shelf.request_docx(workspace, model, "张三", OFFICE, DAY)
    assert codes(refused) == ["nothing-to-ask"]


def test_another_office_asks_is_approved_and_granted_rows_of_its_place(tmp_path):
    workspace = filled(tmp_path)
    asked = shelf.Asked(
        "land_violation", "白塔县人民检察院", ("检察院组织法#21",), "比对违法占地与税款", (),
        date(2026, 12, 31), model="farmland-tax-not-levied",
    )  # fmt: skip
    made = shelf.ask(workspace, asked, "王五", AT)
    assert (made.state, made.due_title.zh) == ("requested", "答复期限")
    assert made.due == date(2026, 3, 16)
    assert {action for action, *_ in made.actions} >= {"approve", "refuse"}
    with pytest.raises(DoorError):
        shelf.act(workspace, made.id, "grant", "张三", AT)
    shelf.act(workspace, made.id, "approve", "张三", AT)
    done = shelf.act(workspace, made.id, "grant", "张三", AT, only=("division", ("320829",), False))
    assert (done.state, done.only) == ("granted", "行政区划：320829")
    assert [one.title.zh for one in done.steps] == ["同意", "授权"]
    assert shelf.applications(workspace, DAY) == (done,)
    assert shelf.application(workspace, done.id, DAY) == done
    with pytest.raises(DoorError):
        shelf.act(workspace, done.id, "revoke", "张三", AT)


def test_an_application_that_says_too_little_is_told_everything_at_once(tmp_path):
    asked = shelf.Asked("tax_payment", "白塔县人民检察院", (), "", (), date(2026, 12, 31))
    with pytest.raises(DoorError) as refused:
        shelf.ask(filled(tmp_path), asked, "王五", AT)
    assert len(refused.value.problems) >= 3


def test_every_standard_table_and_every_word_of_a_contract_has_both_languages():
    for one in shelf.standard_tables():
        assert one.title.zh
        assert one.owner.en
        assert one.columns
    for words in shelf.term_words().values():
        assert all(title.zh and title.en for _, title in words)


def test_what_was_left_out_of_a_file_is_said_in_both_languages_also_from_disk(tmp_path):
    path = tmp_path / "交付.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("里层.csv", "文号\nT-1\n")
    table = written(tmp_path, "违法占地.csv", LAND)
    with zipfile.ZipFile(path, "w") as file:
        file.write(table, "违法占地.csv")
        file.writestr("里层.zip", inner.getvalue())
    shelf.keep(tmp_path / "seen", shelf.looked(tmp_path / "none", path, table="land_violation"))
    found = shelf.suggestion_seen(tmp_path / "seen", "land_violation")
    assert [one.zh for one in found.left_out] == ["里层.zip：压缩包里的压缩包"]
    assert found.left_out[0].en == "里层.zip: an archive inside an archive"


def test_why_rows_were_refused_is_said_in_words(tmp_path):
    path = written(tmp_path, "违法占地.csv", LAND)
    added = load(tmp_path / "workspace", path, "land_violation", "青浦区自然资源局")
    told = {(column.zh, why.zh, why.en, number) for column, why, number in added.reasons}
    assert ("占地面积（平方米）", "只是约数", "it is only near", 1) in told
