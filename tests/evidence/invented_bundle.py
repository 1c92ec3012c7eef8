"""A small bundle over invented facts: an absence, two clues, one suppressed, one document."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import pyarrow as pa

from xiezhi.evidence.canonical import canonical_json
from xiezhi.evidence.clue import KeyPart, OfficeKey, canonical_key, clue_id, matter_id
from xiezhi.evidence.funnel import Excluded, Funnel, NearMiss, StepCount
from xiezhi.evidence.manifest import Contract, Coverage, LawCard, ModelCard, RunKey, TableVersion
from xiezhi.evidence.sameness import evidence_hashes
from xiezhi.evidence.tables import (
    CLUES,
    DOCUMENTS,
    LINKS,
    REASONS,
    SEARCHED,
    with_semantic_types,
)
from xiezhi.evidence.writing import BundleContent

OFFICE_KEY = OfficeKey(bytes([7]) * 32)
MODEL = "property-penalty-not-sent"
COURT = "某市某区人民法院"
TEXT = (
    "某市某区人民法院\n刑事判决书\n（2031）某0101刑初7号\n被告人甲某，男。\n判决如下：\n"
    "被告人甲某犯盗窃罪，判处有期徒刑一年，并处罚金人民币八千元。\n"
)
OTHER_TEXT = "（2031）某0101刑初9号\n被告人乙某犯诈骗罪，判处有期徒刑二年，并处罚金人民币三万元。\n"

CARD = ModelCard(
    id=MODEL,
    version="1.0.0",
    hash="1f" * 32,
    line="criminal",
    status="experimental",
    grade="suspicious",
    sensitivity="personal",
    purpose="刑事执行监督",
    title={"zh": "财产刑判项未移送执行", "en": "Property penalty never sent to enforcement"},
    point={"zh": "刑罚执行/财产刑", "en": "execution / property penalties"},
    organ={"zh": "第一审人民法院", "en": "court of first instance"},
    duty={"zh": "及时移送立案部门", "en": "send the property part in time"},
    law=(
        LawCard("法释〔2014〕13号#7", "basis", True, "invented regulation", "invented text"),
        LawCard("invented-old#3", "deadline", False),
    ),
    remedy=("纠正意见", "检察建议"),
    key={
        "subject": ("case_number", "ordinal"),
        "organ": ("court",),
        "episode": ("effective_date",),
    },
)


def span_of(text: str, passage: str) -> list[int]:
    start = text.index(passage)
    return [start, start + len(passage)]


def tables() -> dict[str, TableVersion]:
    return {
        "sentences": TableVersion(
            table="judgment_sentence",
            version="v1",
            hash="aa" * 32,
            rows=40,
            contract=Contract("合同甲", ("刑事执行监督",)),
            columns={
                "doc_id": "doc_id",
                "ordinal": "ordinal",
                "name": "person_name",
                "fine": "money",
            },
        ),
        "enforcement": TableVersion(
            table="enforcement_case",
            version="v3",
            hash="bb" * 32,
            rows=12,
            data_as_of=date(2031, 12, 31),
            coverage=(Coverage(f"court={COURT}", date(2030, 1, 1), date(2031, 12, 31)),),
            columns={"basis_no": "case_number", "file_date": "date"},
        ),
    }


def evidence_rows() -> dict[str, pa.Table]:
    rows = pa.table(
        {
            "_row": ["b1/f1/s1/7", "b1/f1/s1/9"],
            "doc_id": ["d7", "d9"],
            "ordinal": pa.array([1, 1], pa.int32()),
            "name": ["甲某", "乙某"],
            "name_span": pa.array(
                [span_of(TEXT, "甲某"), span_of(OTHER_TEXT, "乙某")], pa.list_(pa.int32())
            ),
            "fine": pa.array([Decimal("8000.00"), Decimal("30000.00")], pa.decimal128(18, 2)),
            "fine_span": pa.array(
                [span_of(TEXT, "人民币八千元"), span_of(OTHER_TEXT, "人民币三万元")],
                pa.list_(pa.int32()),
            ),
        }
    )
    types = {"doc_id": "doc_id", "ordinal": "ordinal", "name": "person_name", "fine": "money"}
    return {"sentences": with_semantic_types(rows, types)}


def document(doc_id: str, text: str, row: str, names: dict[str, str], mode: str) -> dict:
    spans = {column: span_of(text, passage) for column, passage in names.items()}
    base = max(0, min(start for start, _ in spans.values()) - 5)
    end = max(end for _, end in spans.values()) + 5
    return {
        "doc_id": doc_id,
        "mode": mode,
        "sha256": hashlib.sha256(text.encode("utf8")).hexdigest(),
        "length": len(text),
        "text": text if mode == "full" else None,
        "passages": [{"base": base, "text": text[base:end]}] if mode == "passages" else [],
        "highlights": [
            {"start": start, "end": end, "input": "sentences", "_row": row, "column": column}
            for column, (start, end) in spans.items()
        ],
    }


def documents() -> pa.Table:
    return pa.Table.from_pylist(
        [
            document(
                "d7", TEXT, "b1/f1/s1/7", {"name": "甲某", "fine": "人民币八千元"}, "passages"
            ),
            document(
                "d9", OTHER_TEXT, "b1/f1/s1/9", {"name": "乙某", "fine": "人民币三万元"}, "passages"
            ),
        ],
        schema=DOCUMENTS,
    )


def clue_rows() -> list[dict]:
    found = []
    for number, name, fine, suppression in (
        ("（2031）某0101刑初7号", "甲某", Decimal("8000.00"), None),
        ("（2031）某0101刑初9号", "乙某", Decimal("30000.00"), "已由上级院办理"),
    ):
        parts = (
            KeyPart("subject", "case_number", number),
            KeyPart("subject", "ordinal", 1),
            KeyPart("organ", "agency", COURT),
            KeyPart("episode", "date", date(2031, 6, 1)),
        )
        key = canonical_key(parts)
        found.append(
            {
                "clue": clue_id(OFFICE_KEY, MODEL, key),
                "matter": matter_id(OFFICE_KEY, CARD.duty["zh"], parts),
                "key": key,
                "organ": COURT,
                "act": CARD.duty["zh"],
                "affected_kind": "person",
                "affected": name,
                "amount": fine,
                "occurred": date(2031, 6, 1),
                "expires": None,
                "grade": "suspicious",
                "title_zh": "{case_number} 判处罚金 {fine} 未见移送执行",
                "title_en": "{case_number}: fine of {fine} never sent to enforcement",
                "remedy": ["纠正意见", "检察建议"],
                "law": ["法释〔2014〕13号#7"],
                "unchecked": canonical_json(
                    [{"zh": "是否以其他案号立案", "en": "filed under another number?"}]
                ),
                "checklist": canonical_json(
                    [
                        {
                            "ask": {"zh": "是否已委托执行", "en": "delegated to another court?"},
                            "kind": "yes_no",
                            "excludes_when": "yes",
                        }
                    ]
                ),
                "flags": ["suppressed"] if suppression else [],
                "suppression": suppression,
                "evidence": "",
                "value.case_number": number,
                "value.ordinal": 1,
                "value.name": name,
                "value.fine": fine,
                "value.court": COURT,
                "value.effective_date": date(2031, 6, 1),
            }
        )
    return found


VALUE_TYPES = {
    "value.case_number": (pa.string(), "case_number"),
    "value.ordinal": (pa.int32(), "ordinal"),
    "value.name": (pa.string(), "person_name"),
    "value.fine": (pa.decimal128(18, 2), "money"),
    "value.court": (pa.string(), "agency"),
    "value.effective_date": (pa.date32(), "date"),
}


def content(**changes: object) -> BundleContent:
    """The invented bundle; keyword arguments replace parts of it."""
    schema = pa.schema([*CLUES, *(pa.field(name, kind) for name, (kind, _) in VALUE_TYPES.items())])
    clues = with_semantic_types(
        pa.Table.from_pylist(clue_rows(), schema=schema),
        {name: meaning for name, (_, meaning) in VALUE_TYPES.items()},
    )
    ids = clues.column("clue").to_pylist()
    rows = evidence_rows()
    links = pa.table(
        {
            "clue": ids,
            "input": ["sentences", "sentences"],
            "_row": ["b1/f1/s1/7", "b1/f1/s1/9"],
            "step": ["untouched", "untouched"],
            "role": ["event", "event"],
        },
        schema=LINKS,
    )
    hashes = evidence_hashes(clues, links, rows)
    index = clues.column_names.index("evidence")
    clues = clues.set_column(index, clues.schema.field(index), pa.array(hashes))
    parts = {
        "model": CARD,
        "run_key": RunKey(
            {
                "model": CARD.hash,
                "rulebook": "2f" * 32,
                "adjustments": "",
                "parameters": "3f" * 32,
                "as_of": "2031-12-31",
                "reader": "1",
                "language": "1",
                "input.sentences": "aa" * 32,
                "input.enforcement": "bb" * 32,
            }
        ),
        "as_of": date(2031, 12, 31),
        "parameters": {"grace": "30"},
        "tables": tables(),
        "clues": clues,
        "reasons": pa.Table.from_pylist(
            [
                {
                    "clue": clue,
                    "kind": "condition",
                    "name": "fined",
                    "step": "owed",
                    "condition": "fine > 0",
                    "title_zh": "判处了罚金",
                    "title_en": "a fine was imposed",
                    "values": json.dumps({"fine": fine}),
                    "points": None,
                }
                for clue, fine in zip(ids, ("8000", "30000"), strict=True)
            ],
            schema=REASONS,
        ),
        "rows": rows,
        "links": links,
        "searched": pa.Table.from_pylist(
            [
                {
                    "clue": clue,
                    "step": "untouched",
                    "input": "enforcement",
                    "table": "enforcement_case",
                    "version": "v3",
                    "covers_from": date(2030, 1, 1),
                    "covers_to": date(2031, 12, 31),
                    "key": canonical_json({"basis_no": number}),
                    "window_from": date(2031, 6, 1),
                    "window_to": date(2031, 7, 1),
                }
                for clue, number in zip(
                    ids, ("（2031）某0101刑初7号", "（2031）某0101刑初9号"), strict=True
                )
            ],
            schema=SEARCHED,
        ),
        "documents": documents(),
        "funnel": Funnel(
            steps=(
                StepCount("fined", "join", {"sentences": 40, "judgments": 31}, 40),
                StepCount(
                    "owed",
                    "keep",
                    {"fined": 40},
                    11,
                    (
                        Excluded(
                            "paid-at-trial",
                            {"zh": "判决前已缴纳", "en": "paid before judgment"},
                            5,
                        ),
                    ),
                ),
                StepCount(
                    "untouched",
                    "absent",
                    {"owed": 11, "enforcement": 12},
                    2,
                    pending=1,
                    not_checkable=2,
                    answered=6,
                ),
            ),
            near_misses=(NearMiss("owed", "fine > 0", 3),),
        ),
        "office_key": OFFICE_KEY.version,
        "documents_mode": "passages",
        "run": {
            "started": "2032-01-01T09:00:00",
            "seconds": 0.5,
            "phases": {"clues": 0.2, "evidence": 0.3},
            "engine": "duckdb",
            "engine_version": "2.0.0",
            "xiezhi": "0.1.0",
            "host": "invented",
            "who": "invented",
        },
        "model_files": {
            "model.yaml": b"model: property-penalty-not-sent\n",
            "cases.yaml": b"[]\n",
            "explain.zh.txt": "判处罚金而未见执行立案。\n".encode(),
            "explain.en.txt": b"A fine without an enforcement case.\n",
        },
    }
    return BundleContent(**(parts | changes))
