"""An application on its way: who may do what, until when, and what the register keeps."""

from datetime import date

import pytest

from xiezhi.shelf.chain import ChainError
from xiezhi.shelf.contract.contract import Contract
from xiezhi.shelf.register import Disposal, Register, RegisterError, Written
from xiezhi.shelf.sharing.application import Application, RowFilter, SharingError
from xiezhi.shelf.sharing.clocks import clock
from xiezhi.shelf.sharing.states import ACTIONS, TRANSITIONS

DAY = date(2026, 3, 2)  # a Monday
APPLICATION = Application(
    id="",
    table="prison_inmate",
    office="某县人民检察院",
    basis=("检察院组织法#20",),
    scene="核对服刑人员领取养老金",
    purposes=("社会保障基金保护",),
    columns=("citizen_id", "name"),
    way="shelf",
    valid_from=DAY,
    valid_until=date(2026, 12, 31),
    received=DAY,
    by="李四",
)

CONTRACT = Contract(
    id="",
    table="enforcement_case",
    provider="某市某区人民法院",
    basis=("法释〔2014〕13号#7",),
    purposes=("刑事执行监督",),
    valid_from=DAY,
    valid_until=date(2026, 12, 31),
)


def at(day, by="王小明"):
    return Written(f"2026-03-{day:02d}T09:00:00+08:00", by)


def test_from_request_to_grant_to_revocation(tmp_path):
    register = Register(tmp_path)
    number = register.request(APPLICATION, at(2)).id
    assert number == "S-0001"
    register.act(number, "approve", at(4))
    rows = RowFilter("division", ("320830",), prefix=True)
    granted = register.act(number, "grant", at(9), rows=rows)
    assert (granted.state, granted.filter) == ("granted", rows)
    assert granted.usable("社会保障基金保护", date(2026, 12, 31))
    assert not granted.usable("社会保障基金保护", date(2027, 1, 1))
    assert not granted.usable("国有财产保护", DAY)
    register.act(number, "suspend", at(10), "超出目的使用")
    assert not register.application(number).usable("社会保障基金保护", DAY)
    register.act(number, "revoke", at(11), "未按期整改")
    again = Register(tmp_path).application(number)
    assert again == register.application(number)
    assert [step.action for step in again.steps] == ["approve", "grant", "suspend", "revoke"]
    assert again.steps[-1].reason == "未按期整改"


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"suspend", "revoke", "withdraw"}))
def test_what_the_states_do_not_allow_is_refused_and_not_written(tmp_path, action):
    register = Register(tmp_path)
    number = register.request(APPLICATION, at(2)).id
    register.act(number, "approve", at(3))
    register.act(number, "grant", at(4))
    lines = register.chain.head.n
    with pytest.raises(SharingError) as raised:
        register.act(number, action, at(5), "理由")
    assert raised.value.problems[0].code == "sharing-no-way"
    assert register.chain.head.n == lines


def test_a_refusal_and_a_revocation_say_why():
    with pytest.raises(SharingError) as raised:
        APPLICATION.done("refuse", DAY, "王小明", "  ")
    assert raised.value.problems[0].code == "sharing-reason"
    for (_, action), way in TRANSITIONS.items():
        assert (way.needs == "reason") is (
            action in ("refuse", "revoke", "suspend", "supplement", "extend")
        )


def test_the_clock_of_an_answer_counts_working_days():
    assert clock(APPLICATION).by == date(2026, 3, 16)  # ten working days from 2 March 2026
    one_day = Application(**{**_fields(APPLICATION), "unconditional": True})
    assert clock(one_day).by == date(2026, 3, 3)
    assert clock(APPLICATION).overdue(date(2026, 3, 16)) is False
    assert clock(APPLICATION).overdue(date(2026, 3, 17)) is True
    extended = APPLICATION.done("extend", date(2026, 3, 13), "王小明", "需会商")
    assert clock(extended).by == date(2026, 3, 30)
    with pytest.raises(SharingError):
        extended.done("extend", date(2026, 3, 20), "王小明", "再会商")


def test_the_clock_stops_while_papers_are_missing_and_supply_has_its_own():
    waiting = APPLICATION.done("supplement", date(2026, 3, 4), "王小明", "缺使用依据")
    assert clock(waiting).due == "nothing"
    again = waiting.done("complete", date(2026, 3, 9), "李四")
    assert clock(again).by == date(2026, 3, 23)
    approved = again.done("approve", date(2026, 3, 10), "王小明")
    assert (clock(approved).due, clock(approved).by) == ("supply", date(2026, 4, 8))
    granted = approved.done("grant", date(2026, 3, 11), "王小明")
    assert clock(granted).overdue(date(2099, 1, 1)) is False


def test_beyond_the_table_of_holidays_nothing_is_guessed():
    late = Application(**{**_fields(APPLICATION), "received": date(2031, 3, 3)})
    assert clock(late).by is None
    assert clock(late).overdue(date(2031, 5, 1)) is None


def test_the_register_gives_numbers_and_ends_contracts_by_disposal(tmp_path):
    register = Register(tmp_path)
    first = register.record_contract(CONTRACT, at(2))
    second = register.record_contract(CONTRACT, at(3))
    assert (first.id, second.id) == ("C-0001", "C-0002")
    assert (first.recorded[:10], first.recorded_by) == ("2026-03-02", "王小明")
    register.dispose(
        Disposal(
            "D-0001", ("enforcement_case",), (first.id,), {"files": 3}, (), "到期",
            at(20).at, "王小明",
        )
    )  # fmt: skip
    again = Register(tmp_path)
    assert again.contracts_of("enforcement_case") == (second,)
    assert again.disposals["D-0001"].done == {"files": 3}
    with pytest.raises(RegisterError):
        again.contract("C-0009")


def test_whoever_wrote_meanwhile_is_not_overwritten(tmp_path):
    one, other = Register(tmp_path), Register(tmp_path)
    one.request(APPLICATION, at(2))
    with pytest.raises(ChainError) as raised:
        other.request(APPLICATION, at(2))
    assert raised.value.problems[0].code == "chain-moved"
    assert list(Register(tmp_path).applications) == ["S-0001"]


def _fields(application):
    return {name: getattr(application, name) for name in application.__slots__}
