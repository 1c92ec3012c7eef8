"""From an agency's file to a version of a standard table, under a contract."""

from dataclasses import replace
from datetime import date

import agencies
import pyarrow.parquet as pq
import pytest

from xiezhi.shelf.contract.checking import ContractError
from xiezhi.shelf.contract.contract import Scope
from xiezhi.shelf.mapping.mapping import Mapping, MappingError
from xiezhi.shelf.store import StoreError
from xiezhi.workspace.adding import agreed_contract, earlier_mappings, renew
from xiezhi.workspace.disposing import dispose


def test_rows_in_are_rows_kept_and_rows_quarantined(office):
    bad = "某市某区社会保险中心,110105,赵六,110105194912310021,企业职工基本养老保险,基本养老金,2031-04,1"
    added = office.add("pension_payment", agencies.pensions(office.files, extra=bad))
    assert (added.rows_in, added.rows_kept, added.rows_quarantined) == (7, 6, 1)
    assert added.snapshot.rows == 6
    quarantined = pq.read_table(office.shelf.quarantine_file(added.batch)).to_pylist()
    assert {one["raw"] for one in quarantined if one["column"] == "citizen_id"} == {
        "110105194912310021"
    }
    delivery = office.shelf.store.delivery(added.batch)
    assert (delivery.quarantined, delivery.contract_id) == (1, added.contract.id)
    (file,) = delivery.files
    assert (file.name, file.rows) == ("养老金发放2031.csv", 7)


def test_the_confirmed_mapping_is_kept_for_the_next_delivery(office):
    office.add("pension_payment", agencies.pensions(office.files))
    (mapping,) = earlier_mappings(office.shelf, "pension_payment")
    assert mapping.provider == "某市社会保险中心"
    assert mapping.of("citizen_id").source == "身份证号"
    assert mapping == Mapping.load(office.shelf.mapping_file("某市社会保险中心", "pension_payment"))
    again = agencies.pensions(office.files, months=("2031-06",))
    contract = agreed_contract(office.shelf, "pension_payment", "某市社会保险中心", agencies.TODAY)
    added = office.add("pension_payment", again, contract=contract)
    assert added.contract.id == "C-0001"
    assert added.snapshot.rows == 9
    assert agreed_contract(office.shelf, "pension_payment", "别的单位", agencies.TODAY) is None
    late = date(2032, 1, 1)
    assert agreed_contract(office.shelf, "pension_payment", "某市社会保险中心", late) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purposes": ()}, "contract-purpose-missing"),
        ({"basis": ()}, "contract-basis-missing"),
        ({"grade": "state_secret"}, "contract-secret"),
        ({"scope": Scope(("citizen_id", "pay_month"))}, "contract-beyond"),
        ({"valid_until": date(2031, 6, 9)}, "contract-expired"),
    ],
)
def test_what_the_contract_does_not_allow_is_not_loaded(office, changed, code):
    contract = agencies.contract("pension_payment", **changed)
    with pytest.raises(ContractError) as raised:
        office.add("pension_payment", agencies.pensions(office.files), contract=contract)
    assert code in {one.code for one in raised.value.problems}
    assert office.shelf.store.tables == ()
    assert office.shelf.register.contracts == {}


def test_a_mark_of_secrecy_stops_the_load(office):
    path = agencies.pensions(office.files)
    path = path.rename(path.with_name("养老金发放（机密）.csv"))
    with pytest.raises(ContractError) as raised:
        office.add("pension_payment", path)
    assert raised.value.problems[0].code == "contract-marked-secret"
    assert office.shelf.store.tables == ()


@pytest.mark.parametrize(
    ("value", "title"),
    [("机密★20年", "密级"), ("秘密", "秘密等级"), ("工作秘密", "保密级别")],
)
def test_a_list_that_grades_its_rows_secret_is_not_loaded(office, value, title):
    path = agencies.pensions(office.files)
    lines = path.read_text("gb18030").splitlines()
    graded = [f"{lines[0]},{title}", f"{lines[1]},{value}", *(f"{one},公开" for one in lines[2:])]
    path.write_text("\n".join(graded), "gb18030")
    with pytest.raises(ContractError) as raised:
        office.add("pension_payment", path)
    (problem,) = raised.value.problems
    assert problem.code == "contract-marked-secret"
    assert problem.why.startswith(f"{value} stands in the column {title}")
    path.write_text("\n".join(one.replace(value, "公开") for one in graded), "gb18030")
    assert office.add("pension_payment", path).rows_kept == 6


def test_a_mark_of_secrecy_above_the_header_stops_the_load(office):
    path = agencies.pensions(office.files)
    path.write_text("机密★5年\n养老金发放明细\n" + path.read_text("gb18030"), "gb18030")
    with pytest.raises(ContractError) as raised:
        office.add("pension_payment", path)
    assert raised.value.problems[0].code == "contract-marked-secret"


def test_a_delivery_with_fewer_columns_than_the_last_is_refused_and_says_which(office):
    office.add("pension_payment", agencies.pensions(office.files))
    path = agencies.pensions(office.files, months=("2031-06",))
    path.write_text(path.read_text("gb18030").replace(",金额\n", ",实付数\n", 1), "gb18030")
    with pytest.raises(MappingError) as raised:
        office.add("pension_payment", path)
    (problem,) = raised.value.problems
    assert problem.code == "ingest-schema-changed"
    assert "gone: amount" in problem.why
    assert "new: 实付数" in problem.why
    assert len(office.shelf.register.contracts) == 1
    added = office.add("pension_payment", path, accept_changes=True)
    assert added.contract.id == "C-0001"


def test_rows_appended_a_second_time_are_told_with_the_way_out(office):
    office.add("pension_payment", agencies.pensions(office.files))
    more = agencies.pensions(office.files, months=("2031-05", "2031-06"))
    added = office.add("pension_payment", more)
    (remark,) = added.remarks
    assert remark.startswith("3 rows have keys that the table had already")
    newer = agencies.pensions(office.files, months=("2031-05", "2031-07"))
    assert office.add("pension_payment", newer, mode="upsert").remarks == ()


def test_what_was_not_read_of_a_folder_is_told(office):
    path = agencies.pensions(office.files)
    folder = office.files / "五月"
    folder.mkdir()
    path.rename(folder / path.name)
    (folder / "说明.csv").write_text("甲,乙\n一,二\n", "utf8")
    added = office.add("pension_payment", folder)
    assert added.remarks == ("not read: 说明.csv: none of its titles is mapped",)


def test_the_same_file_twice_is_refused_and_leaves_the_version(office):
    path = agencies.pensions(office.files)
    first = office.add("pension_payment", path)
    with pytest.raises(StoreError):
        office.add("pension_payment", path)
    assert office.shelf.store.snapshot("pension_payment").id == first.snapshot.id


def test_a_renewed_contract_keeps_its_number_and_lets_its_deliveries_be_used(office):
    added = office.add("pension_payment", agencies.pensions(office.files))
    longer = replace(added.contract, valid_until=date(2032, 12, 31), purposes=("行政检察",))
    again = renew(office.shelf, longer, agencies.AT)
    assert (again.id, again.valid_until) == ("C-0001", date(2032, 12, 31))
    late = office.shelf.catalogue(office.reader(day=date(2032, 6, 1)))
    (agreement,) = late.version("pension_payment").agreements
    assert (agreement.valid_until, agreement.purposes) == (date(2032, 12, 31), ("行政检察",))
    said = [one["said"]["valid_until"] for one in office.shelf.register.chain.entries()[1:]]
    assert said == ["2031-12-31", "2032-12-31"]
    with pytest.raises(ContractError):
        renew(office.shelf, replace(longer, valid_until=date(2031, 1, 2)), agencies.AT)


def test_what_was_disposed_of_is_not_renewed(office):
    added = office.add("pension_payment", agencies.pensions(office.files))
    dispose(office.shelf, "pension_payment", agencies.AT, "目的已实现")
    with pytest.raises(ContractError) as raised:
        renew(office.shelf, added.contract, agencies.AT)
    assert raised.value.problems[0].code == "contract-ended"
