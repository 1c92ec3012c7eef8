"""The log of uses: every run over a shelf, whatever became of it; providers may inspect it.

政务数据共享条例 29: scene, process, result, storage and destruction are put down and kept for at
least three years. Nothing here removes an entry.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["HEADINGS", "TableUse", "Use", "UseLog", "as_csv", "lines_for"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableUse:
    """One table in one use.

    Attributes:
        input: Name of the input in the model.
        table: The standard table.
        version: The version read; empty when none was.
        hash: Its hash.
        columns: Columns read, and no more.
        rows: Rows that could be read.
        cited: Rows that became evidence.
        contracts: Contracts behind its rows.
        providers: Who gave them.
        authorisation: Number of the authorisation; empty where none is needed.
        rows_of: Jurisdiction whose rows were shown, in words; empty for all.
        number: The version as people count it, 1, 2, 3 …; 0 when none was read.
    """

    input: str
    table: str
    version: str = ""
    hash: str = ""
    columns: tuple[str, ...] = ()
    rows: int = 0
    cited: int = 0
    contracts: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    authorisation: str = ""
    rows_of: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """One use.

    Attributes:
        at: When, ISO 8601.
        who: The person.
        office: The office.
        model: Name and version of the model.
        purpose: What for.
        tables: What was read, or would have been.
        state: ``done``, ``unchanged``, ``refused``, ``failed``, ``interrupted``.
        why: Why it was refused or failed.
        clues: Clues found; None without a bundle.
        as_of: As-of date; empty when there is none.
        bundle: Folder of the bundle; empty without one.
        content_hash: Its content hash.
        facts: Folder of the facts that were read from the rows; empty where none were.
    """

    at: str
    who: str
    office: str
    model: str
    purpose: str
    tables: tuple[TableUse, ...]
    state: str
    why: str = ""
    clues: int | None = None
    as_of: str = ""
    bundle: str = ""
    content_hash: str = ""
    facts: str = ""


class UseLog:
    """``log/use.jsonl`` of a workspace."""

    def __init__(self, folder: Path) -> None:
        self.chain = Chain(folder / "log" / "use.jsonl")

    def add(self, uses: Sequence[Use]) -> list[Json]:
        """Put uses down.

        Raises:
            ChainError: The log was changed, or cannot be written: then nothing may be used.
        """
        return self.chain.extend([asdict(use) for use in uses]) if uses else []

    def entries(self) -> list[Json]:
        """Every use, the chain checked.

        Raises:
            ChainError: The log was changed.
        """
        return self.chain.entries()

    def bundles(self) -> tuple[str, ...]:
        """Folders of all bundles that uses left, each once."""
        found = (str(entry["bundle"]) for entry in self.entries())
        return tuple(dict.fromkeys(folder for folder in found if folder))

    def facts(self, table: str) -> tuple[str, ...]:
        """Folders of all facts that were read from a table of the shelf, each once."""
        found = (
            str(entry.get("facts", ""))
            for entry in self.entries()
            if any(used["table"] == table for used in entry["tables"])
        )
        return tuple(dict.fromkeys(folder for folder in found if folder))


HEADINGS = (
    "序号", "时间", "使用人", "使用单位", "模型", "使用目的", "标准表", "数据版本", "使用的列",
    "可读行数", "引为证据的行数", "合同", "提供单位", "授权", "范围", "结果", "线索数", "截至日期",
    "理由", "本条哈希", "快照标识",
)  # fmt: skip
"""Of the export: one line a table and use."""


def lines_for(
    entries: Iterable[Json], provider: str | None = None, table: str | None = None
) -> list[tuple[str, ...]]:
    """The log as lines, one a table and use.

    Args:
        entries: As ``UseLog.entries`` gives them.
        provider: Only what this provider gave; None is everything. Who else gave data for the
            same use is not told to it.
        table: Only this table.
    """
    found = []
    for entry in entries:
        for used in entry["tables"]:
            if provider is not None and provider not in used["providers"]:
                continue
            if table is not None and used["table"] != table:
                continue
            found.append(_line(entry, used, provider))
    return found


def as_csv(lines: Iterable[Sequence[str]]) -> str:
    """The lines under their headings, as spreadsheets read them (with a byte order mark)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_harmless(line) for line in lines)
    return "\ufeff" + text.getvalue()


def _line(entry: Json, used: Json, provider: str | None) -> tuple[str, ...]:
    providers = used["providers"] if provider is None else [provider]
    return (
        str(entry["n"]),
        entry["at"],
        entry["who"],
        entry["office"],
        entry["model"],
        entry["purpose"],
        used["table"],
        str(used.get("number") or used["version"]),
        "、".join(used["columns"]),
        str(used["rows"]),
        str(used["cited"]),
        "、".join(used["contracts"]),
        "、".join(providers),
        used["authorisation"],
        used["rows_of"],
        entry["state"],
        "" if entry["clues"] is None else str(entry["clues"]),
        entry["as_of"],
        entry["why"],
        entry["hash"],
        used["version"],
    )


def _harmless(line: Sequence[str]) -> list[str]:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in line]
