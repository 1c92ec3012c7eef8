"""Can I run this here? Every reason why not, and the letter that asks for what is lacking."""

from dataclasses import replace
from datetime import date

import agencies
import pytest

from xiezhi.model.load import load_model
from xiezhi.run.asking import Asking, letters_for
from xiezhi.run.readiness import readiness
from xiezhi.shelf.request_letter import write_letters

MODEL = load_model(agencies.MODEL)


def ready(office, day=agencies.TODAY, model=MODEL, of=""):
    found = readiness(model, office.shelf.catalogue(office.reader(office=of, day=day)), day)
    return {one.input: set(one.states) for one in found.inputs}, found


def add_deaths(office, **changed):
    offered = {"data_as_of": agencies.TODAY} | {
        name: changed.pop(name) for name in ("data_as_of",) if name in changed
    }
    contract = agencies.contract("death_record", **changed)
    office.add("death_record", agencies.deaths(office.files), contract=contract, **offered)


def test_everything_is_there(office):
    office.fill()
    states, found = ready(office)
    assert states == {"payments": {"ready"}, "deaths": {"ready"}}
    assert found.ready
    assert {one.provider for one in found.inputs} == {"某市社会保险中心", "某市民政局"}


@pytest.mark.parametrize(
    ("changed", "day", "state", "runs"),
    [
        ({"purposes": ("刑事检察",)}, agencies.TODAY, {"purpose"}, False),
        ({}, date(2032, 1, 1), {"expired", "stale"}, False),
        ({}, date(2031, 8, 1), {"stale"}, True),
        ({"data_as_of": None}, agencies.TODAY, {"age_unknown"}, True),
        (
            {"grade": "important", "impact_assessment": "评〔2031〕1号", "necessity": "核对"},
            agencies.TODAY,
            {"authorisation"},
            False,
        ),
        ({"scope": agencies.Scope(("source", "record_no", "name", "citizen_id", "death_date"))},
         agencies.TODAY, {"columns"}, False),
    ],
)  # fmt: skip
def test_every_reason_is_told_before_anything_runs(office, changed, day, state, runs):
    office.add("pension_payment", agencies.pensions(office.files), data_as_of=agencies.TODAY)
    add_deaths(office, **changed)
    states, found = ready(office, day)
    assert states["deaths"] == state
    assert found.runs is (runs and day < date(2032, 1, 1))
    assert all(one.cure for each in found.inputs for one in each.problems)


def test_a_missing_table_and_one_not_granted(office):
    office.add("pension_payment", agencies.pensions(office.files), data_as_of=agencies.TODAY)
    states, _ = ready(office)
    assert states == {"payments": {"ready"}, "deaths": {"missing"}}
    states, _ = ready(office, of=agencies.COUNTY)
    assert states == {"payments": {"not_granted"}, "deaths": {"missing"}}


def test_a_search_needs_coverage(office):
    from pathlib import Path

    folder = Path(__file__).parents[1] / "model" / "property-penalty-not-sent"
    model = load_model(folder)
    from xiezhi.rulebook.tables import Tables
    from xiezhi.shelf.catalogue import Covered
    from xiezhi.shelf.memory import MemoryCatalogue
    from xiezhi.shelf.standard_schema import standard_schema

    rows = {
        item.table: standard_schema(Tables.load()[item.table]).empty_table()
        for item in model.inputs
    }
    bare = readiness(model, MemoryCatalogue(rows, data_as_of=agencies.TODAY), agencies.TODAY)
    assert {one.input: one.states for one in bare.inputs}["enforcement"] == ("not_covered",)
    covered = {"enforcement_case": (Covered(None, None, date(2030, 1, 1), None),)}
    whole = MemoryCatalogue(rows, data_as_of=agencies.TODAY, covered=covered)
    assert readiness(model, whole, agencies.TODAY).ready


def text_of(path):
    import docx

    document = docx.Document(str(path))
    lines = [one.text for one in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return "\n".join(lines), cells


def test_the_letter_asks_for_the_columns_that_the_model_needs_and_no_others(office, tmp_path):
    office.add("pension_payment", agencies.pensions(office.files), data_as_of=agencies.TODAY)
    _, found = ready(office)
    asking = Asking(agencies.OWNER, agencies.TODAY, date(2031, 12, 31), "某市，2031年")
    (letter,) = letters_for(found, asking)
    assert letter.provider == "民政、公安、卫生健康部门"
    write_letters([letter], tmp_path / "函.docx")
    text, cells = text_of(tmp_path / "函.docx")
    asked = [row[1] for row in cells if row[0].isdigit()]
    assert asked == ["来源", "登记编号", "姓名", "公民身份号码", "死亡日期", "火化日期"]
    for said in (
        "数据共享申请函", "一、使用依据", "二、使用场景", "三、使用范围", "四、共享方式", "五、使用时限",
        "《政务数据共享条例》第二十条、第四十三条", "《中华人民共和国人民检察院组织法》第二十一条",
        "死亡人员养老金未停发", "社会保障基金保护", "范围：某市，2031年。", "2031年12月31日",
        "十个工作日", "不提供给第三方", agencies.OWNER,
    ):  # fmt: skip
        assert said in text, said
    assert "养老金发放（" not in text
    assert "敏感个人信息" not in text


def test_a_letter_to_each_provider_and_blanks_for_what_nobody_said(office, tmp_path):
    _, found = ready(office)
    letters = letters_for(found, Asking(agencies.OWNER, agencies.TODAY))
    assert [one.provider for one in letters] == ["社会保险经办机构", "民政、公安、卫生健康部门"]
    write_letters(letters, tmp_path / "函.docx")
    text, _ = text_of(tmp_path / "函.docx")
    assert text.count("数据共享申请函") == 2
    assert "自收到数据之日起至　　　　年" in text
    sensitive = replace(letters[0], sensitive=True)
    write_letters([sensitive], tmp_path / "敏感.docx")
    assert "影响评估" in text_of(tmp_path / "敏感.docx")[0]


def test_nothing_lacking_is_no_letter(office):
    office.fill()
    _, found = ready(office)
    assert letters_for(found, Asking(agencies.OWNER, agencies.TODAY)) == ()
    everything = Asking(agencies.OWNER, agencies.TODAY, everything=True)
    assert len(letters_for(found, everything)) == 2
