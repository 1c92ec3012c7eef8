"""What an office may read on a shelf: its own tables, or the rows and columns granted to it."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from xiezhi.engine.base import RowFilter
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import CatalogueError, Covered, bound_to
from xiezhi.shelf.contract.authorisation import Authorisation
from xiezhi.shelf.contract.contract import Contract, Scope
from xiezhi.shelf.origin import pack
from xiezhi.shelf.register import Register, Written
from xiezhi.shelf.sharing.application import Application
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.shelf.store import DeliveredFile, Delivery, Store
from xiezhi.shelf.use.access import OfficeCatalogue, Reader
from xiezhi.shelf.use.terms import terms_problems

OWNER, COUNTY = "某省人民检察院", "某县人民检察院"
TODAY = date(2031, 6, 1)
AT = Written("2031-06-01T09:00:00+08:00", "王小明")
CONTRACT = Contract(
    id="",
    table="enforcement_case",
    provider="某省高级人民法院",
    basis=("法释〔2014〕13号#7",),
    purposes=("刑事执行监督",),
    valid_from=date(2031, 1, 1),
    valid_until=date(2031, 12, 31),
)
COURTS = ("某市某县人民法院", "某市某区人民法院", "某市某区人民法院")


def load(store, register, table="enforcement_case", contract=CONTRACT, columns=None):
    contract = register.record_contract(replace(contract, table=table), AT)
    batch = store.next_batch()
    schema = standard_schema(Tables.load()[table])
    rows = [
        dict.fromkeys(schema.names) | {"_row": pack(batch, 1, n + 2)} | (columns or own)(n)
        for n in range(3)
    ]
    delivery = Delivery(
        batch, contract.provider, (DeliveredFile("执行.xls", "Sheet1", f"{batch:064d}", 3),),
        data_as_of=date(2031, 5, 31), covered=(Covered(None, None, date(2030, 1, 1), None),),
        contract_id=contract.id,
    )  # fmt: skip
    batches = pa.Table.from_pylist(rows, schema=schema).to_batches()
    store.load(table, batches, mode="append", delivery=delivery)
    return contract


def own(n):
    return {
        "exec_no": f"（2031）某0101执{n + 1}号",
        "court": COURTS[n],
        "file_date": date(2031, 2, 1),
    }


@pytest.fixture
def shelf(tmp_path):
    store, register = Store.open(tmp_path), Register(tmp_path)
    yield store, register
    store.close()


def catalogue(shelf, office="", person="王小明", day=TODAY, signed=lambda _: True):
    store, register = shelf
    return OfficeCatalogue(store, register, OWNER, Reader(person, office, day, signed))


def codes(version, purpose="财产刑执行监督", columns=("exec_no", "court")):
    return {one.code for one in terms_problems(version, "模型", purpose, columns, None)}


def apply(register, purpose="刑事执行监督", **changed):
    application = Application(
        id="", table="enforcement_case", office=COUNTY, basis=("检察院组织法#20",),
        scene="核对移送执行", purposes=(purpose,), columns=("exec_no", "court"), way="shelf",
        valid_from=date(2031, 5, 1), valid_until=date(2031, 8, 31), received=date(2031, 5, 4),
        by="李四",
    )  # fmt: skip
    return register.request(replace(application, **changed), AT).id


def test_the_owner_reads_everything_under_the_contracts_of_the_deliveries(shelf):
    contract = load(*shelf)
    version = catalogue(shelf).version("enforcement_case")
    assert (version.rows, version.only) == (3, None)
    assert [one.id for one in version.agreements] == [contract.id]
    assert version.deliveries[0].provider == "某省高级人民法院"
    assert codes(version) == set()
    assert codes(version, "民事执行监督") == {"run-purpose"}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2030, 12, 31), {"run-not-yet"}),
        (date(2031, 1, 1), set()),
        (date(2031, 12, 31), set()),
        (date(2032, 1, 1), {"run-expired"}),
    ],
)
def test_the_term_is_held_against_the_day_of_use(shelf, day, found):
    load(*shelf)
    assert codes(catalogue(shelf, day=day).version("enforcement_case")) == found


def test_every_contract_behind_a_row_must_allow_the_use(shelf):
    load(*shelf)
    load(*shelf, contract=replace(CONTRACT, purposes=("民事检察",), scope=Scope(("exec_no",))))
    version = catalogue(shelf).version("enforcement_case")
    assert [one.id for one in version.agreements] == ["C-0001", "C-0002"]
    assert codes(version) == {"run-purpose", "run-columns"}


def test_another_office_sees_nothing_without_a_grant(shelf):
    load(*shelf)
    county = catalogue(shelf, COUNTY)
    assert county.tables == ()
    number = apply(shelf[1])
    for found in ("requested", "approved"):
        with pytest.raises(CatalogueError) as raised:
            county.version("enforcement_case")
        assert raised.value.problems[0].why == f"{number} is {found}"
        shelf[1].act(number, "approve", AT) if found == "requested" else None


def test_a_granted_reader_sees_its_own_rows_and_what_is_then_covered(shelf):
    load(*shelf)
    number = apply(shelf[1])
    shelf[1].act(number, "approve", AT)
    shelf[1].act(number, "grant", AT, rows=RowFilter("court", ("某市某区人民法院",)))
    county = catalogue(shelf, COUNTY)
    assert county.tables == ("enforcement_case",)
    version = bound_to(county, "财产刑执行监督").version("enforcement_case")
    assert version.rows == 2
    assert [(one.column, one.value) for one in version.covered] == [("court", "某市某区人民法院")]
    assert [one.id for one in version.agreements] == [number, "C-0001"]
    assert version.hash != catalogue(shelf).version("enforcement_case").hash
    assert codes(version) == set()
    assert codes(version, columns=("exec_no", "debtor_id")) == {"run-columns"}
    late = catalogue(shelf, COUNTY, day=date(2031, 9, 1)).version("enforcement_case")
    assert codes(late) == {"run-expired"}
    shelf[1].act(number, "revoke", AT, "共享目的已实现")
    assert catalogue(shelf, COUNTY).tables == ()


def test_a_jurisdiction_by_division_takes_in_what_lies_below(shelf):
    load(
        *shelf,
        table="population",
        columns=lambda n: {"division": ("320803", "320830", "330101")[n]},
    )
    number = apply(shelf[1], table="population", columns=())
    shelf[1].act(number, "approve", AT)
    shelf[1].act(number, "grant", AT, rows=RowFilter("division", ("3208",), prefix=True))
    version = bound_to(catalogue(shelf, COUNTY), "刑事执行监督").version("population")
    assert version.covered == ()  # which divisions below are whole, nobody says
    assert version.rows == 2


def test_a_second_use_needs_its_own_approval(shelf):
    load(*shelf)
    first = apply(shelf[1])
    shelf[1].act(first, "approve", AT)
    shelf[1].act(first, "grant", AT)
    county = catalogue(shelf, COUNTY)
    other = bound_to(county, "民事执行监督").version("enforcement_case")
    assert codes(other, "民事执行监督") == {"run-purpose"}
    second = apply(shelf[1], "民事执行监督", second_use_of=first)
    shelf[1].act(second, "approve", AT, "提供单位同意〔2031〕9号")
    shelf[1].act(second, "grant", AT)
    other = bound_to(catalogue(shelf, COUNTY), "民事执行监督").version("enforcement_case")
    assert other.agreement.id == second
    assert codes(other, "民事执行监督") == set()


def test_a_sensitive_table_opens_to_the_person_authorised_and_to_nobody_else(shelf):
    contract = replace(
        CONTRACT, purposes=("行政检察",), impact_assessment="评估〔2031〕3号", necessity="核对注销"
    )
    load(*shelf, table="drug_treatment", contract=contract, columns=lambda n: {})
    asked = "行政违法行为监督"
    mine = catalogue(shelf)
    assert codes(bound_to(mine, asked).version("drug_treatment"), asked, ()) == {
        "run-authorisation"
    }
    given = Authorisation(
        "A-0001", "王小明", OWNER, "检察长批准〔2031〕5号", ("drug_treatment",), ("行政检察",),
        TODAY, TODAY, OWNER, "x",
    )  # fmt: skip
    shelf[1].authorise(given, AT)
    assert codes(bound_to(catalogue(shelf), asked).version("drug_treatment"), asked, ()) == set()
    for other in (
        catalogue(shelf, person="李四"),
        catalogue(shelf, day=date(2031, 6, 2)),
        catalogue(shelf, signed=lambda _: False),
    ):
        version = bound_to(other, asked).version("drug_treatment")
        assert codes(version, asked, ()) == {"run-authorisation"}
