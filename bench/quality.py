"""What reading the clues showed: draws what is to be read, and writes ``docs/quality.md``.

    python -m bench.quality draw --facts FACTS --run RUN --out FOLDER    # packets to read, real names: never commit
    python -m bench.quality table --run RUN                              # docs/quality.md from docs/quality/*.jsonl

Every clue of a model graded certain is read, or 40 drawn by a fixed seed where there are more; of
the other models 20; and 100 documents that no model flagged. A verdict is a line of
``docs/quality/verdicts.jsonl``: model, doc_id, ordinal, verdict (right, wrong, undecidable), cause.
"""

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from bench.wilson import interval
from xiezhi.evidence.bundle import open_bundle

ROOT = Path(__file__).parents[1]
VERDICTS = ROOT / "docs/quality/verdicts.jsonl"
UNFLAGGED = ROOT / "docs/quality/unflagged.jsonl"
SEED = 20261121
MOST = {"certain": 40, "suspicious": 20, "indicative": 20}
HEADING = {"zh": "监督模型质量", "en": "Quality of the supervision models"}


def subject(key: str) -> tuple[str, int | None]:
    """Document and party of a clue's key."""
    parts = [(kind, value) for _, kind, value in json.loads(key)]
    ordinals = [value for kind, value in parts if kind == "ordinal"]  # the party's comes first
    return dict(parts)["doc_id"], int(ordinals[0]) if ordinals else None


def bundles(run: Path) -> dict[str, object]:
    index = json.loads((run / "run_index.json").read_text("utf8"))
    return {
        one["model"]: open_bundle(run / one["bundle"]) for one in index["models"] if one["bundle"]
    }


def clue_list(bundle: object) -> list:
    return sorted(bundle.clues, key=lambda clue: subject(clue.key))


def drawn(bundle: object) -> list:
    clues = clue_list(bundle)
    most = MOST[bundle.manifest.model.grade]
    if len(clues) <= most:
        return clues
    return sorted(random.Random(SEED).sample(clues, most), key=lambda clue: subject(clue.key))


def abridged(text: str) -> str:
    """Head, end of the reasoning and everything after; the middle of long documents left out."""
    at = [found.end() for found in re.finditer("(?:判决|裁定)如下", text)]
    operative = at[-1] if at else len(text) // 2
    head = min(2600, operative)
    start = max(head, operative - 2200)
    signed = text.find("书记员", operative)
    end = signed + 40 if signed > 0 else operative + 6000
    return f"{text[:head]}\n[… {start - head} …]\n{text[start : min(end, operative + 9000)]}"


def draw(facts: Path, run: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    table = pq.read_table(facts / "document.parquet", columns=["doc_id", "text"]).to_pylist()
    texts = {row["doc_id"]: row["text"] for row in table}
    flagged = set()
    for name, bundle in bundles(run).items():
        flagged |= {subject(clue.key)[0] for clue in bundle.clues}
        pieces = []
        for clue in drawn(bundle):
            doc_id, ordinal = subject(clue.key)
            values = {k: str(v) for k, v in clue.values.items() if v is not None}
            pieces.append(
                f"##### CLUE {name} {doc_id} {ordinal}\nVALUES {json.dumps(values, ensure_ascii=False)}\n"
                f"{abridged(texts[doc_id])}\n"
            )
        if pieces:
            (out / f"clues_{name}.txt").write_text("\n".join(pieces), "utf8")
    statuses = pq.read_table(facts / "judgment.parquet", columns=["doc_id", "status"]).to_pylist()
    read = sorted(row["doc_id"] for row in statuses if row["status"] == "read")
    silent = random.Random(SEED).sample([one for one in read if one not in flagged], 100)
    pieces = [f"##### DOCUMENT {doc_id}\n{abridged(texts[doc_id])}\n" for doc_id in sorted(silent)]
    for part in range(4):
        (out / f"unflagged_{part}.txt").write_text(
            "\n".join(pieces[part * 25 : part * 25 + 25]), "utf8"
        )


def lines(path: Path) -> list[dict]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def model_row(name: str, bundle: object, verdicts: dict[tuple, dict]) -> tuple[str, Counter]:
    """One line of the table, and the causes of what was not right."""
    clues = bundle.clues
    read = [verdicts.get((name, *subject(clue.key))) for clue in clues]
    counts = Counter(one["verdict"] for one in read if one)
    causes = Counter(one["cause"] for one in read if one and one["verdict"] != "right")
    decided = counts["right"] + counts["wrong"]
    low, _ = interval(counts["right"], decided)
    share = f"{counts['right'] / decided:.3f} (≥ {low:.3f})" if decided else "—"
    card = bundle.manifest.model
    line = (
        f"| {name} | {card.grade} | {len(clues)} | {sum(counts.values())} | {counts['right']} "
        f"| {counts['wrong']} | {counts['undecidable']} | {share} |"
    )
    return line, causes


def table(run: Path) -> None:
    found = bundles(run)
    verdicts = {(v["model"], v["doc_id"], v["ordinal"]): v for v in lines(VERDICTS)}
    rows, causes = [], {}
    for name in sorted(found):
        line, why = model_row(name, found[name], verdicts)
        rows.append(line)
        if why:
            causes[name] = why
    index = json.loads((run / "run_index.json").read_text("utf8"))
    silent = lines(UNFLAGGED)
    missed = Counter(one["missed"] for one in silent if one.get("missed"))
    text = (ROOT / "docs/quality/preface.md").read_text("utf8")
    parts = [
        text.rstrip(),
        "",
        f"Run over {index['facts']['documents']:,} documents "
        f"({', '.join(f'{k} {v:,}' for k, v in sorted(index['facts']['by_status'].items()))}), "
        f"reader `{index['facts']['reader']}`.",
        "",
        "| model | grade | clues | read | right | wrong | undecidable | precision (lower bound, 95 %) |",
        "|---|---|---:|---:|---:|---:|---:|---|",
        *rows,
        "",
        "## What was wrong or undecidable",
        "",
        *(
            f"- {name}: " + "; ".join(f"{cause} ({n})" for cause, n in why.most_common())
            for name, why in sorted(causes.items())
        ),
        "",
        "## Documents that no model flagged",
        "",
        f"Of {len(silent)} documents drawn by seed and read, "
        f"{sum(1 for one in silent if one.get('missed'))} held something a model should have raised.",
        "",
        *(f"- {what} ({n})" for what, n in missed.most_common()),
    ]
    (ROOT / "docs/quality.md").write_text("\n".join(parts).rstrip() + "\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["draw", "table"])
    parser.add_argument("--facts", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.what == "draw":
        draw(options.facts, options.run, options.out)
    else:
        table(options.run)


if __name__ == "__main__":
    main()
