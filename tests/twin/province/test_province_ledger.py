"""The books refuse what the standard tables do not know, and the truth says where it comes from."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.twin.province.arrays import np
from xiezhi.twin.province.columns import dates, money, pick
from xiezhi.twin.province.ledger import Ledger


def death(**more):
    return {
        "source": pick(("cremation",), np.array([0])),
        "record_no": pa.array(["HH1"]),
        "name": pa.array(["张三"]),
        "death_date": dates(np.array([19_000])),
        **more,
    }


def test_a_row_is_stored_in_the_types_of_its_table(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.add("death_record", death())
        ledger.add("death_record", death())
    table = pq.read_table(tmp_path / "death_record.parquet")
    assert table.num_rows == 2
    assert table.schema.field("name").type == pa.string()
    assert table["cremation_date"].null_count == 2
    first, second = table["_row"].to_pylist()
    assert second == first + 1


def test_an_unknown_column_or_word_is_refused(tmp_path):
    ledger = Ledger(tmp_path)
    with pytest.raises(ValueError, match="no column shoe_size"):
        ledger.add("death_record", death(shoe_size=pa.array([42])))
    with pytest.raises(ValueError, match="no such word hearsay"):
        ledger.add("death_record", death(source=pa.array(["hearsay"])))
    with pytest.raises(ValueError, match="must not be empty"):
        ledger.add("death_record", {"name": pa.array(["张三"])})


def test_money_keeps_its_cents():
    assert [str(one) for one in money(np.array([1, -250, 10**15])).to_pylist()] == [
        "0.01",
        "-2.50",
        "10000000000000.00",
    ]


def test_truth_knows_planted_background_look_alike_and_pending(tmp_path):
    ledger = Ledger(tmp_path)
    yes, no = True, False
    ledger.judge(
        "A-46",
        organ=pa.array(["甲"] * 5),
        subject={"citizen_id": pa.array(list("abcde"))},
        violated=np.array([yes, yes, no, no, no]),
        planted=np.array([yes, no, no, no, no]),
        because="死后仍发",
        guise=np.array([1, 0, 1, 0, 0]),
        guises={1: "当月"},
        pending=np.array([no, no, no, yes, no]),
    )
    rows = ledger.truth().to_pylist()
    assert [row["origin"] for row in rows] == ["planted", "background", "look_alike", "pending"]
    assert [json.loads(row["subject"])["citizen_id"] for row in rows] == list("abcd")
    assert [row["reason"] for row in rows] == ["死后仍发", "死后仍发", "当月", "时限未到"]
