"""The reader against invented judgments whose truth was written down before they were.

The twin knows neither the reader nor its patterns: what it states is what a court would mean.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from xiezhi.text.reader import read_document
from xiezhi.twin import write_judgments

DOCUMENTS, SEED = 150, 20_310_301
ACCUSED = ("defendant", "appellant_defendant", "defendant_unit")
HEADER = [
    "document_kind",
    "case_kind",
    "instance",
    "court",
    "case_number",
    "judged_date",
    "procedure",
    "panel",
    "assessors",
    "hearing_date",
    "filed_date",
    "open_trial",
    "appeal_days",
]
SENTENCE = [
    "name",
    "outcome",
    "charges",
    "penalty_kind",
    "months",
    "days",
    "probation_months",
    "fine",
    "confiscation",
    "confiscation_amount",
    "political_rights_months",
    "political_rights_life",
    "starts",
    "ends",
    "fine_paid",
    "offset_days",
    "prohibition_months",
    "occupation_ban_months",
]
COUNT = ["charge", "charge_text", "penalty_kind", "months", "days", "fine", "fine_mode"]
PARTY = ["name", "kind", "birth_date", "citizen_id_masked", "defender"]
PRIOR = [
    "kind",
    "decided_date",
    "charge",
    "penalty_kind",
    "months",
    "probation_months",
    "fine",
    "release_date",
    "authority",
]
COLUMNS = (
    [("judgment", column) for column in HEADER]
    + [("judgment_sentence", column) for column in SENTENCE]
    + [("judgment_count", column) for column in COUNT]
    + [("judgment_party", column) for column in PARTY]
    + [("judgment_prior", column) for column in PRIOR]
    + [("judgment_custody", "kind"), ("judgment_custody", "from")]
)


@pytest.fixture(scope="module")
def marks(tmp_path_factory) -> dict[tuple[str, str], Counter[str]]:
    """(table, column) → how often a value is right, wrong, missed or invented."""
    folder = tmp_path_factory.mktemp("twin")
    write_judgments(folder, count=DOCUMENTS, seed=SEED)
    readings = {
        row["doc_id"]: read_document(row["doc_id"], row["text"]).rows
        for row in pq.read_table(folder / "judgments.parquet").to_pylist()
    }
    marks = {pair: Counter() for pair in COLUMNS}
    for fact in pq.read_table(folder / "truth_facts.parquet").to_pylist():
        pair = fact["table"], fact["column"]
        if pair in marks:
            row = _row(readings[fact["doc_id"]], fact)
            marks[pair][_mark(fact["value"] or None, _shown(row.get(fact["column"])))] += 1
    return marks


def _row(rows, fact):
    """The row of the reading that a fact is about: of the n-th accused, below him the m-th."""
    found = rows.get(fact["table"], [])
    if fact["ordinal"] is not None:
        parties = [one for one in rows.get("judgment_party", []) if one["role"] in ACCUSED]
        own = [one["ordinal"] for one in parties][fact["ordinal"] - 1 : fact["ordinal"]]
        found = [row for row in found if row["ordinal"] in own]
    place = (fact["row"] or 1) - 1
    return found[place] if place < len(found) else {}


def _shown(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | float):
        return f"{value:f}".removesuffix(".00")
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(value) if isinstance(value, list) else None if value is None else str(value)


def _mark(true, read):
    if true == read:
        return "right"
    if read is None:
        return "missed"
    return "invented" if true is None else "wrong"


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_nothing_is_read_wrong_or_invented_and_little_is_missed(marks, table, column):
    mark = marks[table, column]
    assert mark["right"], "the twin states none"
    assert (mark["wrong"], mark["invented"]) == (0, 0)
    assert mark["missed"] <= 0.03 * mark.total()
