"""Bundles made of literals, as ``library.bundles`` hands them over."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
from cast import NOW, bundle, office

from xiezhi_desk.clues.services.arriving import receive
from xiezhi_desk.library.bundles import (
    BundleCard,
    ClueRecord,
    DocumentRecord,
    LinkRecord,
    RowRecord,
)

KINDS = {
    "amount": pa.decimal128(20, 2),
    "occurred": pa.date32(),
    "expires": pa.date32(),
    "suppressed": pa.bool_(),
    "flags": pa.list_(pa.string()),
}


def table_of(kind, records):
    """Records as a table: a column for each field, texts where nothing else is said."""
    names = kind._fields
    columns = zip(*records, strict=True) if records else [()] * len(names)
    return pa.RecordBatch.from_arrays(
        [
            pa.array(list(column), KINDS.get(name, pa.string()))
            for name, column in zip(names, columns, strict=True)
        ],
        names,
    )


COURT = "临江市青浦区人民法院"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def clue_record(key="a", *, organ=COURT, evidence="first", **fields):
    said = {"v": 1, "clue": key}
    values = {
        "matter_key": f"matter-{key}",
        "act": "在判决书中写明正确的刑期起止日期",
        "case_number": "（2031）某0101刑初7号",
        "amount": Decimal("12.00"),
        "amount_type": "days",
        "occurred": dt.date(2031, 2, 3),
        "expires": None,
        "grade": "certain",
        "suppressed": False,
        "flags": (),
        "title": "刑期止日早于法定",
        "said_text": json.dumps(said),
    }
    return ClueRecord(
        key=digest(key)[:32], organ=organ, evidence=digest(evidence), **{**values, **fields}
    )


@dataclass
class Opened:
    """Stands in for ``OpenBundle``: the same reading, from lists."""

    card: BundleCard
    records: list
    row_records: list = field(default_factory=list)
    link_records: list = field(default_factory=list)
    document_records: list = field(default_factory=list)

    def clue_tables(self, batch=2000):
        for start in range(0, len(self.records), batch):
            yield table_of(ClueRecord, self.records[start : start + batch])

    def row_tables(self, batch=2000):
        yield table_of(RowRecord, self.row_records)

    def links(self, batch=5000):
        yield self.link_records

    def documents(self, batch=64):
        yield self.document_records


def card(model="criminal.sentence_end", **fields):
    values = {
        "version": "1.0",
        "logic": digest("logic"),
        "title_zh": "刑期止日计算错误",
        "title_en": "Last day of the sentence is wrong",
        "line": "criminal",
        "status": "field_ready",
        "purpose": "",
        "sensitivity": "personal",
        "grade": "certain",
        "organ_zh": "法院",
        "organ_en": "court",
        "duty_zh": "",
        "duty_en": "",
        "run_key": digest("run"),
        "content_hash": digest("content"),
        "as_of": dt.date(2031, 3, 1),
        "issuer": "jianghai",
        "signature": "valid",
        "counts": {"clues": 1},
        "tables": {
            "judgments": {"table": "judgment", "coverage": [["*", "2030-01-01", "2031-02-28"]]}
        },
        "documents": "passages",
        "notes": (),
        "bundle_version": 2,
    }
    return BundleCard(model=model, **{**values, **fields})


def evidence_of(*records):
    """A row, a link and a document for each clue."""
    rows = [
        RowRecord("judgments", f"row-{one.key}", f"doc-{one.key}", '{"v":{}}') for one in records
    ]
    links = [
        LinkRecord(one.key, "judgments", f"row-{one.key}", "judged", "subject") for one in records
    ]
    documents = [DocumentRecord(f"doc-{one.key}", '{"passages":[]}') for one in records]
    return rows, links, documents


def links_of(key, links):
    """What a clue's record says of its links."""
    return json.dumps([one[1:] for one in links if one.clue == key])


def arrive(*records, day=1, code="jianghai", now=None, evidence=False, **fields):
    """A run of a day in March 2031 comes in; gives the bundle."""
    as_of = fields.pop("as_of", dt.date(2031, 3, day))
    said = card(as_of=as_of, **fields)
    came = bundle(
        said.model,
        code=code,
        as_of=as_of,
        content_hash=digest(f"{day}{len(records)}{now}{fields}"),
        received_at=now or NOW + dt.timedelta(days=day),
        sensitivity=said.sensitivity,
        line=said.line,
        title_zh=said.title_zh,
        title_en=said.title_en,
    )
    rows, links, documents = evidence_of(*records) if evidence else ([], [], [])
    records = [one._replace(links_text=links_of(one.key, links)) for one in records]
    office("baita")
    office("qingpu")
    receive(came, Opened(said, records, rows, links, documents))
    return came
