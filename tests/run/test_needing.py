"""A run over data that are worse than its model needs goes on and says so."""

from dataclasses import replace
from decimal import Decimal

import invented_facts
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import RowFilter
from xiezhi.model.explain import explain
from xiezhi.model.identity import logic_hash
from xiezhi.model.load import parse_model
from xiezhi.rulebook.tables import Tables
from xiezhi.run.needing import unmet_needs
from xiezhi.run.standing_rules import StandingRules
from xiezhi.shelf.catalogue import Version
from xiezhi.shelf.quality.share import share_of

TEXT = (invented_facts.MODELS / "fine-not-sent" / "model.yaml").read_text("utf8")
COLUMN = Tables.load()["enforcement_case"].columns
GOOD, BAD = "11010519491231002X", "110105194912310021"


def needing(needs: str):
    line = next(one for one in TEXT.splitlines() if "enforcement_case" in one)
    return parse_model(TEXT.replace(line, line.replace("columns:", f"needs: {needs}, columns:")))


def version(tmp_path, **columns):
    path = tmp_path / "rows.parquet"
    rows = pa.table(columns)
    pq.write_table(rows, path, row_group_size=2)
    return Version("enforcement_case", "1", "", rows.num_rows, rows.schema, (path,))


def test_what_is_not_met_is_a_warning_with_both_shares(tmp_path):
    found = version(tmp_path, basis_no=["甲", None, "乙", None])
    model = needing("{completeness: {basis_no: 0.6}}")
    name = next(item.name for item in model.inputs if item.needs)
    (problem,) = unmet_needs(model, {name: found})
    assert (problem.code, problem.severity) == ("run-quality", "warning")
    assert "completeness of basis_no is 0.5000, 0.6000 is needed" in problem.why
    met = needing("{completeness: {basis_no: 0.5}}")
    assert list(unmet_needs(met, {name: found})) == []
    assert list(unmet_needs(model, {})) == []


def test_needs_are_no_part_of_the_identity_and_are_explained():
    plain, needy = parse_model(TEXT), needing("{completeness: {basis_no: 0.95}}")
    assert logic_hash(plain) == logic_hash(needy)
    assert "95%" in explain(needy, StandingRules(), "zh")
    assert "95%" not in explain(plain, StandingRules(), "zh")


@pytest.mark.parametrize("groups", [True, False])
def test_completeness_is_the_same_by_statistics_and_by_counting(tmp_path, groups):
    found = version(
        tmp_path, court=["甲", "甲", "乙", None, "乙"], basis_no=["1", None, None, "4", "5"]
    )
    if not groups:
        pq.write_table(pq.read_table(found.files[0]), found.files[0], write_statistics=False)
    assert share_of(found, COLUMN["basis_no"], "completeness") == Decimal("0.600000")
    mine = replace(found, only=RowFilter("court", ("乙",)))
    assert share_of(mine, COLUMN["basis_no"], "completeness") == Decimal("0.500000")


def test_validity_is_of_values_only_and_never_rounds_up(tmp_path):
    numbers = [GOOD, BAD, None, GOOD]
    found = version(tmp_path, debtor_id=numbers)
    assert share_of(found, COLUMN["debtor_id"], "validity") == Decimal("0.666666")
    assert share_of(version(tmp_path, debtor=["张三"]), COLUMN["debtor"], "validity") is None
    assert (
        share_of(
            version(tmp_path, debtor_id=pa.nulls(2, pa.string())), COLUMN["debtor_id"], "validity"
        )
        is None
    )


def test_a_list_is_counted_by_rows(tmp_path):
    days = pa.array([[None], [], None], pa.list_(pa.date32()))
    found = version(tmp_path, asset_query_dates=days)
    column = COLUMN["asset_query_dates"]
    assert share_of(found, column, "completeness") == Decimal("0.666666")
