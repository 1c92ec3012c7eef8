"""What a contract must say before anything is loaded."""

from dataclasses import replace
from datetime import date

import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.contract.authorisation import Authorisation, authorised
from xiezhi.shelf.contract.basis import find_basis
from xiezhi.shelf.contract.checking import ContractError, checked_contract
from xiezhi.shelf.contract.contract import Contract, Scope

TODAY = date(2031, 6, 1)
CONTRACT = Contract(
    id="",
    table="enforcement_case",
    provider="某市某区人民法院",
    basis=("法释〔2014〕13号#7",),
    purposes=("刑事执行监督",),
    valid_from=date(2031, 1, 1),
    valid_until=date(2031, 12, 31),
    scope=Scope(("exec_no", "court", "file_date"), "某区 2030 年以来的执行案件", ("320803",)),
    frequency="monthly",
)
SENSITIVE = replace(
    CONTRACT,
    table="drug_treatment",
    basis=("个人信息保护法#34",),
    scope=Scope(),
    provider="某市公安局",
)


def faults(contract, today=TODAY):
    with pytest.raises(ContractError) as raised:
        checked_contract(contract, Tables.load()[contract.table], today)
    return {problem.code for problem in raised.value.problems}


def test_a_whole_contract_passes_and_comes_back_from_the_register_as_it_was():
    found, warnings = checked_contract(CONTRACT, Tables.load()["enforcement_case"], TODAY)
    assert (found, warnings) == (CONTRACT, ())
    assert Contract.from_json(found.to_json()) == found
    assert found.runs_on(date(2031, 12, 31))
    assert not found.runs_on(date(2032, 1, 1))
    assert found.expired(date(2032, 1, 1))


def test_words_may_be_written_as_people_write_them():
    written = replace(
        CONTRACT, grade="一般数据", sharing="无条件共享", way="文件下载", frequency="每月",
        purposes=("刑罚执行监督",),
    )  # fmt: skip
    found, _ = checked_contract(written, Tables.load()["enforcement_case"], TODAY)
    assert (found.grade, found.sharing, found.way, found.frequency) == (
        "general", "unconditional", "file", "monthly",
    )  # fmt: skip
    assert found.purposes == ("刑事执行监督",)


def test_everything_that_is_wrong_is_said_at_once():
    wrong = replace(
        CONTRACT,
        provider=" ",
        basis=(),
        purposes=("随便看看",),
        valid_until=date(2030, 1, 1),
        scope=Scope(("exec_no", "handedness")),
        frequency="sometimes",
    )
    assert faults(wrong) == {
        "contract-provider",
        "contract-basis-missing",
        "purpose-unknown",
        "contract-days",
        "contract-column",
        "contract-word",
    }
    assert faults(replace(CONTRACT, valid_until=date(2031, 5, 31))) == {"contract-expired"}
    assert faults(replace(CONTRACT, sharing="not_shared")) == {"contract-not-shared"}
    assert faults(replace(CONTRACT, purposes=())) == {"contract-purpose-missing"}


@pytest.mark.parametrize("grade", ["state_secret", "机密", "工作秘密"])
def test_secret_data_are_refused(grade):
    assert "contract-secret" in faults(replace(CONTRACT, grade=grade))


def test_sensitive_data_need_an_assessment_and_a_necessity():
    assert faults(SENSITIVE) == {"contract-impact-assessment", "contract-necessity"}
    whole = replace(SENSITIVE, impact_assessment="评估〔2031〕3号", necessity="核对驾驶证注销义务")
    checked_contract(whole, Tables.load()["drug_treatment"], TODAY)
    important = replace(CONTRACT, grade="important")
    assert faults(important) == {"contract-impact-assessment", "contract-necessity"}


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("法释〔2014〕13号#7", "article"),
        ("刑法#264", "article"),
        ("《中华人民共和国刑法》第二百六十四条", "article"),
        ("法释[2014]13号", "law"),
        ("法释〔2014〕13号#700", "unconfirmed"),
        ("检察建议规定#19", "unconfirmed"),
        ("某市数据管理办法", "unconfirmed"),
    ],
)
def test_a_basis_is_found_or_marked(written, state):
    basis = find_basis(written)
    assert basis.state == state
    assert bool(basis.text) is (state == "article")
    assert bool(basis.why) is (state != "article")


def test_an_unconfirmed_basis_is_a_warning():
    found, warnings = checked_contract(
        replace(CONTRACT, basis=("某市数据管理办法",)), Tables.load()["enforcement_case"], TODAY
    )
    assert found.basis == ("某市数据管理办法",)
    assert [(one.code, one.severity) for one in warnings] == [
        ("contract-basis-unconfirmed", "warning")
    ]


def test_an_authorisation_opens_what_it_names_and_nothing_else():
    given = Authorisation(
        id="A-0001",
        person="王小明",
        office="某市人民检察院",
        basis="检察长批准〔2031〕5号",
        tables=("drug_treatment",),
        purposes=("行政检察",),
        valid_from=date(2031, 1, 1),
        valid_until=date(2031, 6, 30),
        issuer="某市人民检察院",
    )
    asked = ("drug_treatment", "王小明", "某市人民检察院", "行政违法行为监督", date(2031, 6, 30))
    assert authorised([given], *asked) is given
    for place, other in enumerate(
        ["population", "李四", "某县人民检察院", "刑事审判监督", date(2031, 7, 1)]
    ):
        other_asked = [*asked]
        other_asked[place] = other
        assert authorised([given], *other_asked) is None
    assert Authorisation.from_json(given.to_json()) == given
    assert replace(given, signature="x").payload == given.payload
    assert replace(given, person="李四").payload != given.payload
