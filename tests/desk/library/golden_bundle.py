"""Bundles for the stories of the door: the golden ones, copied, forged, multiplied."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.evidence.sums import sums_text
from xiezhi_desk.library import bundles, showing

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"
OLDER = Path(__file__).parents[2] / "golden" / "bundle-1"


def copy(folder: Path, source: Path = GOLDEN) -> Path:
    """A bundle that may be changed."""
    return Path(shutil.copytree(source, folder / "bundle"))


def summed(folder: Path) -> Path:
    """Sums written anew, as whoever forges a bundle without a signature would."""
    (folder / "SHA256SUMS").write_text(sums_text(folder), "utf8")
    return folder


def multiplied(folder: Path, times: int) -> Path:
    """The golden bundle with every clue and row ``times`` over."""
    place = copy(folder)
    for path in (*GOLDEN.glob("*.parquet"), *(GOLDEN / "rows").glob("*.parquet")):
        table = pq.read_table(path)
        parts = [_renamed(table, number) for number in range(times)]
        pq.write_table(pa.concat_tables(parts), place / path.relative_to(GOLDEN))
    manifest = json.loads((place / "manifest.json").read_text("utf8"))
    manifest["counts"]["clues"] *= times
    (place / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf8")
    return summed(place)


def named(folder: Path) -> Path:
    """The golden bundle with the names as a court would print them: 甲某 is 张三."""
    place = copy(folder)
    for path in (*place.glob("*.parquet"), *(place / "rows").glob("*.parquet")):
        table = pq.read_table(path)
        rows = [_spelled(row) for row in table.to_pylist()]
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    return summed(place)


def _spelled(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("甲某", "张三").replace("乙某", "李四")
    if isinstance(value, list):
        return [_spelled(one) for one in value]
    if isinstance(value, dict):
        return {name: _spelled(one) for name, one in value.items()}
    return value


def _renamed(table: pa.Table, number: int) -> pa.Table:
    for name in set(table.column_names) & {"clue", "matter", "_row", "doc_id"}:
        place = table.column_names.index(name)
        new = [_other(name, text, number) for text in table.column(name).to_pylist()]
        table = table.set_column(place, table.schema.field(place), pa.array(new, pa.string()))
    return table


def _other(name: str, text: str, number: int) -> str:
    if name in ("_row", "doc_id"):
        return f"{text}~{number}"
    return hashlib.sha256(f"{text}{number}".encode()).hexdigest()[:32]


class Kept:
    """What a desk keeps of a bundle, in dictionaries instead of tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        opened = bundles.read(folder)
        self.card = opened.card
        self.clues = {one.key: one for batch in opened.clues() for one in batch}
        self.rows = {(one.input, one.row): one for batch in opened.rows() for one in batch}
        self.documents = {one.doc_id: one for batch in opened.documents() for one in batch}
        self.links: defaultdict[str, list[bundles.LinkRecord]] = defaultdict(list)
        for batch in opened.links():
            for link in batch:
                self.links[link.clue].append(link)

    def proved(self, key: str) -> list[showing.Proved]:
        """The evidence rows of a clue."""
        return [
            showing.Proved(
                one.input, one.row, one.step, one.role, self.rows[one.input, one.row].said
            )
            for one in self.links[key]
        ]

    def cited(self, key: str) -> dict[str, dict[str, Any] | None]:
        """The documents its rows cite."""
        ids = {self.rows[one.input, one.row].doc_id for one in self.links[key]} - {""}
        return {one: self.documents[one].said for one in ids if one in self.documents}

    def shown(self, key: str, *, masked: bool = True) -> showing.Shown:
        """The clue's page."""
        said = self.clues[key].said
        return showing.shown(self.folder, said, self.proved(key), self.cited(key), masked=masked)
