"""One load serves other offices: asked in form, answered, granted by jurisdiction, taken back."""

from dataclasses import replace
from datetime import date

import agencies
import pytest

from xiezhi.engine.base import RowFilter
from xiezhi.model.load import load_model
from xiezhi.shelf.sharing.application import Application, SharingError
from xiezhi.workspace.sharing import CATALOGUE_HEADINGS, approve, ask, catalogue_of, grant

MODEL = load_model(agencies.MODEL)
APPLICATION = Application(
    id="",
    table="pension_payment",
    office=agencies.COUNTY,
    basis=("检察院组织法#21",),
    scene="核对本县死亡人员养老金",
    purposes=("社会保障基金保护",),
    columns=("citizen_id", "pay_month", "amount", "agency"),
    way="shelf",
    valid_from=date(2031, 6, 1),
    valid_until=date(2031, 12, 31),
    received=agencies.TODAY,
    by="李四",
)


def faults(at, model=None, **changed):
    with pytest.raises(SharingError) as raised:
        ask(at.shelf, replace(APPLICATION, **changed), agencies.AT, model)
    return [(one.code, one.what) for one in raised.value.problems]


def test_columns_that_were_not_named_are_those_the_model_needs(office):
    office.fill()
    asked = ask(office.shelf, replace(APPLICATION, columns=()), agencies.AT, MODEL)
    assert set(asked.columns) == set(MODEL.input("payments").columns)
    assert asked.unconditional is False


def test_a_column_beyond_the_models_need_is_refused(office):
    office.fill()
    ((code, _),) = faults(office, MODEL, columns=("citizen_id", "pay_date"))
    assert code == "sharing-beyond"
    assert office.shelf.register.applications == {}


def test_everything_that_is_missing_is_told_at_once(office):
    office.fill()
    said = "\n".join(
        what for _, what in faults(
            office, basis=(), scene=" ", purposes=(), way="pigeon",
            valid_until=date(2031, 1, 1), columns=("handedness",),
        )
    )  # fmt: skip
    assert "names no columns" in faults(office, columns=())[0][1]
    for word in ("basis", "scene", "purpose", "way of sharing", "ends before", "handedness"):
        assert word in said, word
    assert faults(office, office=agencies.OWNER)[0][1] == "The office asks itself."
    assert faults(office, MODEL, columns=(), purposes=("刑事检察",))[0][1].startswith(
        "The purpose asked for"
    )
    assert faults(office, purposes=("随便看看",))[0][0] == "purpose-unknown"


def test_approval_beyond_the_contract_names_the_providers_consent(office):
    office.fill()
    number = ask(office.shelf, replace(APPLICATION, purposes=("国家司法救助",)), agencies.AT).id
    with pytest.raises(SharingError) as raised:
        approve(office.shelf, number, agencies.AT)
    assert raised.value.problems[0].code == "sharing-consent"
    done = approve(office.shelf, number, agencies.AT, "某市社会保险中心同意函〔2031〕2号")
    assert (done.state, done.steps[-1].reason) == ("approved", "某市社会保险中心同意函〔2031〕2号")


def test_rows_are_granted_by_division_or_agency_only(office):
    office.fill()
    number = ask(office.shelf, APPLICATION, agencies.AT).id
    approve(office.shelf, number, agencies.AT)
    with pytest.raises(SharingError) as raised:
        grant(office.shelf, number, agencies.AT, RowFilter("name", ("张三",)))
    assert raised.value.problems[0].code == "sharing-filter"
    assert "division" in raised.value.problems[0].why
    done = grant(office.shelf, number, agencies.AT, RowFilter("division", ("1102",), prefix=True))
    assert done.state == "granted"
    county = office.reader("李四", agencies.COUNTY)
    version = (
        office.shelf.catalogue(county).for_purpose("社会保障基金保护").version("pension_payment")
    )
    assert version.rows == 2


def test_a_second_use_is_one_of_a_grant_and_for_another_end(office):
    office.fill()
    first = ask(office.shelf, APPLICATION, agencies.AT).id
    assert "no grant" in faults(office, second_use_of=first, purposes=("安全生产",))[0][1]
    approve(office.shelf, first, agencies.AT)
    grant(office.shelf, first, agencies.AT, None)
    assert "already" in faults(office, second_use_of=first)[0][1]
    second = ask(
        office.shelf, replace(APPLICATION, second_use_of=first, purposes=("安全生产",)), agencies.AT
    )
    assert (second.state, second.second_use_of) == ("requested", first)


def test_the_catalogue_says_what_the_regulation_asks_for(office):
    office.fill()
    entries = {one.table: one for one in catalogue_of(office.shelf)}
    one = entries["death_record"]
    assert one.title == "死亡信息"
    assert (one.provider, one.frequency, one.sharing) == ("某市民政局", "每月", "有条件共享")
    assert "公民身份号码" in one.items
    assert "公益诉讼检察" in one.conditions
    assert one.grade.endswith("一般数据")
    assert len(one.line()) == len(CATALOGUE_HEADINGS)
    assert (one.rows, one.data_as_of) == (2, "2031-06-10")
