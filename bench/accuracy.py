"""The reader against the labelled documents: precision, recall and abstention per field.

    python -m bench.accuracy [--half dev|held_out|both] [--show FIELD]

``--show`` lists the documents (ids only) in which a field was read wrong or missed.
Needs the folder of real judgments (``XIEZHI_REAL``, default ``../shared/data/real``).
"""

import argparse
import hashlib
import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from bench.wilson import interval
from xiezhi.text.reader import read_document

ROOT = Path(__file__).parents[1]
REAL = Path(os.environ.get("XIEZHI_REAL", ROOT.parent / "shared/data/real"))
HEADER = "document_kind case_kind instance court case_number judged_date procedure panel".split()
DEFENDANT = (
    "kind birth_date outcome charges penalty_kind months days probation_months probation_days "
    "fine confiscation political_rights_months political_rights_life starts ends"
).split()
ACCUSED = {"defendant", "appellant_defendant", "defendant_unit"}
TARGETS = dict.fromkeys(HEADER, (0.99, 0.99)) | dict.fromkeys(DEFENDANT, (0.995, 0.97))
BRACKETS = str.maketrans("()〔〕[]［］【】０１２３４５６７８９", "（）（）（）（）（）0123456789")


def digest(*parts: object) -> str:
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:16]


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).translate(BRACKETS)


def labels(half: str) -> dict[str, dict]:
    halves = ("dev", "held_out") if half == "both" else (half,)
    rows = {}
    for name in halves:
        for line in (ROOT / f"tests/truth/labels_{name}.jsonl").read_text("utf8").splitlines():
            row = json.loads(line)
            rows[row["doc_id"]] = row
    return rows


def read(doc_ids: set[str]) -> dict[str, list[dict]]:
    """The rows of the labelled documents, read afresh."""
    documents = pq.read_table(
        REAL / "judgments/judgments_dev.parquet",
        columns=["doc_id", "text"],
        filters=[("doc_id", "in", sorted(doc_ids))],
    ).to_pylist()
    tables: dict[str, list[dict]] = defaultdict(list)
    for document in documents:
        for name, rows in read_document(document["doc_id"], document["text"]).rows.items():
            tables[name] += rows
    return tables


def none_if_empty(field: str, value: object) -> object:
    """A value as it is compared: no charges, no confiscation and no penalty are nothing."""
    if field == "charges":
        return tuple(sorted(set(value))) if value else None
    if field in {"confiscation", "penalty_kind"} and value == "none":
        return None
    if field == "political_rights_life" and not value:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if field == "fine" and value is not None:
        return float(value)
    return value


def birth(doc_id: str, n: int, party: dict) -> str | None:
    """The digest of the birth date as it was read, at the precision it was read with."""
    day = party.get("birth_date")
    if day is None:
        return None
    length = {"Y": 4, "Y-M": 7}.get(party.get("birth_precision") or "", 10)
    return digest(doc_id, n, str(day)[:length])


class Score:
    """Right, wrong and missed values of one field."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = self.abstained = self.stated = 0
        self.where: list[str] = []

    def add(self, truth: object, value: object, doc_id: str, *, abstained: bool) -> None:
        self.stated += truth is not None
        if value is not None and value == truth:
            self.right += 1
        elif value is not None:
            self.wrong += 1
            self.where.append(f"wrong  {doc_id}: says {truth!r}, read {value!r}")
        elif truth is not None:
            self.missed += 1
            self.abstained += abstained
            self.where.append(f"missed {doc_id}: says {truth!r}")


def score_header(scores: dict[str, Score], label: dict, judgment: dict) -> None:
    doc_id = label["doc_id"]
    for field in HEADER:
        value = none_if_empty(field, judgment.get(field))
        if field in {"court", "case_number"} and value is not None:
            value = digest(doc_id, plain(value))
        scores[field].add(label[field], value, doc_id, abstained=bool(judgment.get("abstained")))


def score_defendant(
    scores: dict[str, Score], doc_id: str, stated: dict, party: dict, sentence: dict
) -> None:
    for field in DEFENDANT:
        value = none_if_empty(field, sentence.get(field))
        if field == "kind":
            value = party.get("kind")
        elif field == "birth_date":
            value = birth(doc_id, stated["n"], party)
        scores[field].add(
            none_if_empty(field, stated[field]),
            value,
            f"{doc_id} #{stated['n']}",
            abstained=bool(sentence.get("sentence_abstained")),
        )


def score(half: str) -> tuple[dict[str, Score], int, int]:
    """Scores by field; documents with another number of defendants; invented outcomes."""
    truth = labels(half)
    scores: dict[str, Score] = defaultdict(Score)
    tables = read(set(truth))
    judgments = {row["doc_id"]: row for row in tables["judgment"]}
    sentences = {(row["doc_id"], row["ordinal"]): row for row in tables["judgment_sentence"]}
    parties = defaultdict(list)
    for row in tables["judgment_party"]:
        if row["role"] in ACCUSED:
            parties[row["doc_id"]].append(row)
    miscounted = invented = 0
    for doc_id, label in truth.items():
        judgment = judgments.get(doc_id, {})
        for field in HEADER:
            value = none_if_empty(field, judgment.get(field))
            if field in {"court", "case_number"} and value is not None:
                value = digest(doc_id, plain(value))
            scores[field].add(
                label[field], value, doc_id, abstained=bool(judgment.get("abstained"))
            )
        accused = sorted(parties[doc_id], key=lambda party: party["ordinal"])
        if len(accused) != len(label["defendants"]):
            miscounted += 1
            scores["(defendants)"].where.append(
                f"miscounted {doc_id}: says {len(label['defendants'])}, read {len(accused)}"
            )
        for position, stated in enumerate(label["defendants"]):
            if "undecided" in stated:
                continue
            party = accused[position] if position < len(accused) else {}
            sentence = sentences.get((doc_id, party.get("ordinal")), {})
            if stated["outcome"] == "upheld" and sentence.get("outcome") in {
                "convicted",
                "exempted",
            }:
                invented += 1
            score_defendant(scores, doc_id, stated, party, sentence)
    return scores, miscounted, invented


def table(scores: dict[str, Score]) -> list[str]:
    lines = [
        "| field | n | right | wrong | missed | abstained | precision (95 %) | recall (95 %) | target |",
        "|---|---:|---:|---:|---:|---:|---|---|---|",
    ]
    for field in HEADER + DEFENDANT:
        s = scores[field]
        said = s.right + s.wrong
        p_low, _ = interval(s.right, said)
        r_low, _ = interval(s.right, s.stated)
        precision = s.right / said if said else 1.0
        recall = s.right / s.stated if s.stated else 1.0
        p_target, r_target = TARGETS[field]
        reached = precision >= p_target and recall >= r_target
        shown = p_low >= p_target and r_low >= r_target
        verdict = "shown" if shown else ("reached; n too small to show" if reached else "MISSED")
        lines.append(
            f"| {field} | {s.stated} | {s.right} | {s.wrong} | {s.missed} | {s.abstained} "
            f"| {precision:.4f} (≥ {p_low:.4f}) | {recall:.4f} (≥ {r_low:.4f}) | {verdict} |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["dev", "held_out", "both"], default="both")
    parser.add_argument("--show", default="")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if not (REAL / "judgments").is_dir():
        sys.exit(f"no real judgments at {REAL}: set XIEZHI_REAL")
    lines = []
    for half in ("dev", "held_out") if options.half == "both" else (options.half,):
        scores, miscounted, invented = score(half)
        lines += [f"\n## {half}\n", *table(scores), ""]
        lines.append(f"documents with another number of defendants: {miscounted}")
        lines.append(f"outcomes invented where the document states none: {invented}")
        for field in options.show.split(",") if options.show else ():
            lines += [f"{field}: {where}" for where in scores[field].where]
    print("\n".join(lines))
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", "utf8")


if __name__ == "__main__":
    main()
