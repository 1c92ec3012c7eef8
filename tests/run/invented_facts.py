"""An invented facts folder: judgments with fines, some sent to enforcement, some not."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.kernel.citizen_id import check_sign

COURT = "某市某区人民法院"
MODELS = Path(__file__).parent / "models"
FINE = MODELS / "fine-not-sent"
NUMBER = "11010119800101001" + check_sign("11010119800101001")
OTHER = "11010119800101002" + check_sign("11010119800101002")


def case_number(n: int) -> str:
    return f"（2031）某0101刑初{n}号"


def text_of(n: int) -> str:
    return (
        f"{COURT}\n刑事判决书\n{case_number(n)}\n被告人甲某，男，公民身份号码{NUMBER}。\n"
        f"{'本院认为，事实清楚。' * 30}\n"
        "判决如下：被告人甲某犯盗窃罪，判处有期徒刑一年，并处罚金人民币八千元。\n"
    )


def span(text: str, passage: str) -> list[int]:
    start = text.index(passage)
    return [start, start + len(passage)]


# doc, effective, fine, paid, what must become of it
CASES = (
    ("d1", date(2031, 6, 1), "8000", None, "clue"),
    ("d2", date(2031, 6, 1), "8000", True, "excluded: paid"),
    ("d3", date(2031, 6, 1), None, None, "no fine"),
    ("d4", date(2031, 6, 1), "5000", None, "answered: filed after 19 days"),
    ("d5", date(2031, 12, 15), "2000", None, "pending: the window is open"),
    ("d6", date(2028, 1, 1), "3000", None, "not checkable: before the coverage"),
    ("d7", date(2031, 7, 1), "9000", False, "clue"),
)


def write(folder: Path, **changes: pa.Table | None) -> Path:
    """Write the folder; keyword arguments replace a table, or leave it out when None."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (tables() | changes).items():
        if table is not None:
            pq.write_table(table, folder / f"{name}.parquet")
    (folder / "manifest.json").write_text(
        json.dumps(
            {"reader_version": "1", "documents": len(CASES), "statuses": {"read": len(CASES)}}
        )
    )
    supplied(folder)
    return folder


def supplied(folder: Path, **changes: object) -> None:
    """What the office says of the table it supplied."""
    said = {
        "tables": {"enforcement_case": {"data_as_of": "2031-12-31"}},
        "coverage": [{"table": "enforcement_case", "covers_from": "2030-01-01"}],
    }
    (folder / "supplied.json").write_text(json.dumps(said | changes, ensure_ascii=False))


def tables() -> dict[str, pa.Table | None]:
    docs = [doc for doc, *_ in CASES]
    number = len(docs)
    texts = [text_of(n) for n in range(1, number + 1)]
    return {
        "judgment_sentence": pa.table(
            {
                "doc_id": docs,
                "ordinal": pa.array([1] * number, pa.int32()),
                "name": ["甲某"] * number,
                "name_span": pa.array([span(t, "甲某") for t in texts], pa.list_(pa.int32())),
                "fine": pa.array(
                    [None if fine is None else Decimal(fine) for _, _, fine, *_ in CASES],
                    pa.decimal128(18, 2),
                ),
                "fine_span": pa.array([span(t, "八千元") for t in texts], pa.list_(pa.int32())),
                "fine_paid": pa.array([paid for *_, paid, _ in CASES], pa.bool_()),
            }
        ),
        "judgment": pa.table(
            {
                "doc_id": docs,
                "court": [COURT] * number,
                "case_number": [case_number(n) for n in range(1, number + 1)],
                "judged_date": pa.array([date(2031, 5, 1)] * number, pa.date32()),
                "effective_date": pa.array([day for _, day, *_ in CASES], pa.date32()),
                "document_kind": ["judgment"] * number,
            }
        ),
        "enforcement_case": pa.table(
            {
                "exec_no": ["（2031）某0101执1号"],
                "court": [COURT],
                "basis_no": [case_number(4)],
                "file_date": pa.array([date(2031, 6, 20)], pa.date32()),
            }
        ),
        "judgment_party": pa.table(
            {
                "doc_id": docs,
                "ordinal": pa.array([1] * number, pa.int32()),
                "name": ["甲某"] * number,
                "citizen_id": pa.array([NUMBER, OTHER, None, None, None, None, NUMBER]),
                "citizen_id_masked": [False, True, None, None, None, None, True],
                "citizen_id_span": pa.array(
                    [span(texts[0], NUMBER), *[None] * 5, span(texts[6], NUMBER)],
                    pa.list_(pa.int32()),
                ),
                "sealed": [False] * number,
            }
        ),
        "document": pa.table({"doc_id": docs, "text": texts}),
    }
