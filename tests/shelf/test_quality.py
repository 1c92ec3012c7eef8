"""Quality held to thresholds: every failing row is kept, what does not apply is said."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import Version
from xiezhi.shelf.memory import MemoryCatalogue
from xiezhi.shelf.quality.checking import Known, check_quality
from xiezhi.shelf.quality.page import page, write_report
from xiezhi.shelf.standard_schema import standard_schema

DAY = date(2031, 6, 1)
GOOD_ID, BAD_ID = "11010519491231002X", "110105194912310021"

FIELDS = (
    (1, "_row", "BIGINT"),
    *(
        (n, name, column.storage)
        for n, (name, column) in enumerate(Tables.load()["enforcement_case"].columns.items(), 2)
    ),
)


def rows_of(table, *rows):
    schema = standard_schema(Tables.load()[table])
    whole = [{name: row.get(name) for name in schema.names} for row in rows]
    return pa.Table.from_pylist(whole, schema=schema)


def case(number, **values):
    return {
        "_row": number,
        "exec_no": f"（2030）某0101执{number}号",
        "court": "某市某区人民法院",
        "file_date": date(2030, 3, 1),
        "close_date": date(2030, 6, 1),
        "basis_no": f"（2029）某0101刑初{number}号",
        "debtor": "张三",
        "debtor_id": GOOD_ID,
        "amount": Decimal("3000.00"),
    } | values


def look(tmp_path, *rows, others=(), as_of=date(2031, 5, 31), table="enforcement_case", **known):
    stored = rows_of(table, *rows)
    path = tmp_path / "rows.parquet"
    pq.write_table(stored, path)
    version = Version(
        table=table, name="7", hash="", rows=len(rows), schema=stored.schema, files=(path,),
        origin=("_row",), data_as_of=as_of,
    )  # fmt: skip
    catalogue = MemoryCatalogue(dict(others))
    failing = tmp_path / "failing.parquet"
    report = check_quality(version, DuckDBEngine(), DAY, catalogue, Known(**known), failing)
    return report, pq.read_table(failing).to_pylist()


def finding(report, check, column=""):
    (one,) = [one for one in report.findings if (one.check, one.column) == (check, column)]
    return one


def test_good_rows_pass_and_leave_no_failing_row(tmp_path):
    report, failing = look(tmp_path, case(1), case(2))
    assert report.worst() == ""
    assert failing == []
    assert finding(report, "uniqueness", "exec_no").share == 1
    assert finding(report, "completeness", "debtor_id").state == "passed"
    assert finding(report, "completeness", "debtor").state == "noted"  # nobody asks for it
    assert finding(report, "completeness", "paid").state == "not_applicable"  # never delivered


def test_every_failing_row_is_kept_with_its_value_and_reason(tmp_path):
    report, failing = look(
        tmp_path,
        case(1),
        case(2, exec_no="（2030）某0101执1号"),  # the key of the first
        case(3, court=None),
        case(4, debtor_id=BAD_ID),
        case(5, file_date=date(2031, 6, 30)),  # after the day of the data
        case(6, file_date=date(1930, 1, 1), amount=Decimal(-1)),
        case(7, close_date=date(2029, 1, 1)),
        case(8, exec_type="made_up"),
    )
    kept = {(one["row"], one["check"], one["column"]): one["value"] for one in failing}
    assert kept == {
        ("1", "uniqueness", "exec_no"): "（2030）某0101执1号",
        ("2", "uniqueness", "exec_no"): "（2030）某0101执1号",
        ("3", "completeness", "court"): None,
        ("4", "validity", "debtor_id"): BAD_ID,
        ("5", "plausibility", "file_date"): "2031-06-30",
        ("5", "plausibility", "file_date+close_date"): "2030-06-01",
        ("6", "plausibility", "file_date"): "1930-01-01",
        ("6", "plausibility", "amount"): "-1.00",
        ("7", "plausibility", "file_date+close_date"): "2029-01-01",
        ("8", "validity", "exec_type"): "made_up",
    }
    assert report.worst() == "error"
    assert finding(report, "uniqueness", "exec_no").failed == 2
    assert finding(report, "validity", "debtor_id").share == Decimal("0.875000")
    assert finding(report, "completeness", "court").severity == "error"


def test_one_bad_row_of_many_never_rounds_away(tmp_path):
    rows = [case(n) for n in range(1, 4)]
    report, _ = look(tmp_path, *rows, case(9, court=None), refused=5_000_000)
    one = finding(report, "validity")
    assert (one.rows, one.failed, one.state) == (5_000_004, 5_000_000, "failed")
    assert finding(report, "completeness", "court").state == "failed"


def test_rows_that_name_nothing_are_found_where_the_other_table_is_there(tmp_path):
    child = Tables.load()["enterprise_officer"]
    ((parent, columns),) = child.refers.items()
    name = "+".join(columns)
    key = Tables.load()[parent].key
    mine = [
        {"_row": n} | {column: f"甲{n}" for column in columns if _is_text(child, column)}
        for n in (1, 2)
    ]
    report, _ = look(tmp_path, *mine, table="enterprise_officer")
    assert finding(report, "referential", name).state == "not_applicable"
    there = rows_of(
        parent, {"_row": 1} | dict(zip(key, (mine[0][c] for c in columns), strict=True))
    )
    report, failing = look(tmp_path, *mine, table="enterprise_officer", others=[(parent, there)])
    assert finding(report, "referential", name).failed == 1
    assert [one["row"] for one in failing if one["check"] == "referential"] == ["2"]


@pytest.mark.parametrize(
    ("before", "state"),
    [(None, "not_applicable"), (2, "passed"), (3, "failed"), (0, "not_applicable")],
)
def test_a_sudden_loss_of_rows_is_noticed(tmp_path, before, state):
    report, _ = look(tmp_path, case(1), case(2), rows_before=before)
    assert finding(report, "volume").state == state


@pytest.mark.parametrize(
    ("as_of", "frequency", "state"),
    [
        (date(2031, 5, 31), "monthly", "passed"),
        (date(2031, 4, 16), "monthly", "failed"),
        (date(2031, 4, 17), "monthly", "passed"),
        (None, "monthly", "not_applicable"),
        (date(2020, 1, 1), "once", "not_applicable"),
    ],
)
def test_freshness_goes_by_the_agreed_frequency(tmp_path, as_of, frequency, state):
    report, _ = look(tmp_path, case(1), as_of=as_of, frequency=frequency)
    assert finding(report, "freshness").state == state


def test_a_column_that_never_came_does_not_apply(tmp_path):
    stored = rows_of("enforcement_case", case(1)).drop_columns(["applicant_id", "debtor_id"])
    path = tmp_path / "rows.parquet"
    pq.write_table(stored, path)
    version = Version(
        table="enforcement_case", name="7", hash="", rows=1,
        schema=standard_schema(Tables.load()["enforcement_case"]), files=(path,),
        origin=("_row",), lacking={"applicant_id": 1, "debtor_id": 1},
        fields=FIELDS,
    )  # fmt: skip
    report = check_quality(version, DuckDBEngine(), DAY, MemoryCatalogue({}))
    assert finding(report, "completeness", "applicant_id").state == "not_applicable"
    assert finding(report, "completeness", "debtor_id").state == "failed"  # models join on it
    assert finding(report, "validity", "exec_no").state == "passed"


def test_the_report_is_one_file_in_chinese_first_and_json(tmp_path):
    report, _ = look(tmp_path, case(1), case(2, court=None, debtor="<b>李四</b>"))
    text = page(report)
    assert "执行案件" in text
    assert "1 项不达标，其中严重 1 项" in text
    assert "50.00%" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    write_report(report, tmp_path / "out")
    said = json.loads((tmp_path / "out/quality.json").read_text("utf8"))
    assert (said["worst"], said["rows"]) == ("error", 2)
    assert said["failing_rows"] == {"completeness court": 1}


def _is_text(table, column):
    return table.columns[column].storage == "VARCHAR"
