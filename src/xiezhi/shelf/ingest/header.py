"""Where a sheet's header stands, under title rows, in one line or two; what is no row of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.rulebook.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Header", "above", "aside_kind", "find_header", "title_key", "unique_titles"]

LOOKED_AT = 40
"""Rows from the top among which the header is looked for."""

_MARKS = re.compile(r"[\s\u200b\ufeff\u00a0*＊:：_\-—.。、,，/\\|#]+")
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_VALUE = re.compile(r"[-+]?[0-9][0-9,.\-/:年月日 ]*|[0-9]{6,}[0-9Xx]?")
_TOTAL_WORD = "(?:本页|本表|全部)?(?:合计|总计|小计|共计|总和|累计|total|subtotal|sum)"
_TOTAL = re.compile(_TOTAL_WORD + "[:：]?", re.IGNORECASE)
_TOTAL_SAID = re.compile(_TOTAL_WORD + "[:：][^:：]{1,30}", re.IGNORECASE)
"""``合计：2人``: a total told in one cell, alone in its row."""

_FOOTER = re.compile(
    r"(?:填表人|制表人|制表|审核人?|复核人?|填报人|填报单位|负责人|单位负责人|经办人|联系人|联系电话|制表日期|填报日期"
    r"|填表日期|打印日期|打印时间|导出时间|备注|说明|注|签字|盖章|第[0-9]+页|共[0-9]+页)"
    r"(?:[（(].*?[)）])?(?:[:：].*|$)",
    re.DOTALL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet.

    Attributes:
        first: Its first row, from 1; 0 when the sheet has none.
        last: Its last row.
        titles: One per column, all different.
    """

    first: int
    last: int
    titles: tuple[str, ...]


def title_key(title: str) -> str:
    """A title as it is compared: no blanks and marks, half width, lower case."""
    return _MARKS.sub("", title.translate(_WIDE)).lower()


def find_header(rows: Sequence[Sequence[str]], *, carried: bool = True) -> Header | None:
    """The header among the first rows of a sheet; None when no row looks like one.

    Args:
        rows: Cells as text, blank as nothing.
        carried: A group's name stands once, over its first column; else over each of them.
    """
    width = max((len(row) for row in rows), default=0)
    best, score = None, 0.0
    for place, row in enumerate(rows[:LOOKED_AT]):
        value = _score(row, rows[place + 1 : place + 6], width)
        if value > score:
            best, score = place, value
    if best is None:
        return None
    first = last = best
    titles = [*rows[best], *[""] * (width - len(rows[best]))]
    if best and _is_group_line(rows[best - 1], rows[best]):
        first = best - 1
        titles = _joined(rows[first], rows[best], width, carried=carried)
    elif best + 1 < len(rows) and _is_second_line(rows[best], rows[best + 1]):
        last = best + 1
        titles = _joined(rows[best], rows[last], width, carried=carried)
    return Header(first + 1, last + 1, unique_titles(titles))


def above(rows: Sequence[Sequence[str]], header: Header) -> tuple[str, ...]:
    """What the rows above the header say, each text once."""
    cells = (cell.strip() for row in rows[: max(header.first - 1, 0)] for cell in row)
    return tuple(dict.fromkeys(filter(None, cells)))


def unique_titles(titles: Sequence[str]) -> tuple[str, ...]:
    """The titles without blanks around and line ends; empty and repeated ones get a number."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for place, title in enumerate(titles, 1):
        clean = "".join(title.split("\n")).strip().strip("\ufeff") or f"第{place}列"
        seen[clean] = seen.get(clean, 0) + 1
        found.append(clean if seen[clean] == 1 else f"{clean}#{seen[clean]}")
    return tuple(found)


def _score(row: Sequence[str], after: Sequence[Sequence[str]], width: int) -> float:
    """How much a row looks like a header: known titles count most, values count against it."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if not cells or (len(cells) < 2 and width > 1):
        return 0.0
    if sum(bool(_VALUE.fullmatch(cell)) for cell in cells) * 3 > len(cells):
        return 0.0
    known = sum(title_key(_BRACKETS.sub("", cell)) in _known_titles() for cell in cells)
    if width == 1 and not known:
        return 0.0
    different = len(set(cells)) / len(cells)
    short = sum(len(cell) <= 20 for cell in cells) / len(cells)
    values = sum(bool(_VALUE.fullmatch(cell.strip())) for line in after[:3] for cell in line)
    plain = len(cells) / width + different + short - 1.5
    return 3.0 * known / len(cells) + max(plain, 0.0) + (0.5 if values else 0.0)


@lru_cache(maxsize=1)
def _known_titles() -> frozenset[str]:
    """Titles that the standard tables and agencies' files give columns."""
    known: set[str] = set()
    for table in Tables.load().all().values():
        for column in table.columns.values():
            titles = (column.title.zh, column.title.en, column.name, *column.also)
            known.update(title_key(_BRACKETS.sub("", title)) for title in titles)
            known.update(map(title_key, titles))
    return frozenset(known)


def _titles_only(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return bool(cells) and not any(_VALUE.fullmatch(cell) or len(cell) > 24 for cell in cells)


def _is_group_line(top: Sequence[str], row: Sequence[str]) -> bool:
    """A line above the header whose cells name groups of columns; not a title across the sheet."""
    cells = [place for place, cell in enumerate(top) if cell.strip()]
    if len({top[place] for place in cells}) < 2 or not _titles_only(top):
        return False
    if any("：" in top[place] or ":" in top[place] for place in cells):
        return False
    blank_below = [place for place in cells if place >= len(row) or not row[place].strip()]
    spread = any(not top[place + 1 : place + 2] or not top[place + 1].strip() for place in cells)
    repeated = len({top[place] for place in cells}) < len(cells)
    return bool(blank_below) or spread or repeated


def _is_second_line(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the next line still belongs to the header: it only names parts of some columns."""
    if not _titles_only(below):
        return False
    parts = [place for place, cell in enumerate(below) if cell.strip()]
    blank_above = sum(place >= len(row) or not row[place].strip() for place in parts)
    known = sum(title_key(_BRACKETS.sub("", below[place])) in _known_titles() for place in parts)
    return blank_above > 0 and (len(parts) < len(row) or known * 2 >= len(parts)) and len(parts) > 1


def _joined(top: Sequence[str], below: Sequence[str], width: int, *, carried: bool) -> list[str]:
    """Two lines as one: a group's name, carried over its columns, before the part's name."""
    titles, group = [], ""
    for place in range(width):
        upper = top[place].strip() if place < len(top) else ""
        lower = below[place].strip() if place < len(below) else ""
        group = upper or (group if lower and carried else "")
        if lower and group and lower != group:
            titles.append(f"{group}/{lower}")
        else:
            titles.append(lower or upper)
    return titles


def aside_kind(cells: Sequence[str], titles: Sequence[str]) -> str:
    """``total``, ``footer`` or ``header`` for a row that is none of the table's; else empty."""
    spoken = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
    if not spoken:
        return ""
    same = sum(titles[place] in (cell, f"{cell}#2") or titles[place].endswith(f"/{cell}")
               for place, cell in spoken if place < len(titles))  # fmt: skip
    if same >= 2 and same * 2 > len(spoken):
        return "header"
    first = "".join(spoken[0][1].split())
    if _TOTAL.fullmatch(first) or (spoken[0][0] == 0 and len(spoken) > 1 and _TOTAL.fullmatch(
        "".join(spoken[1][1].split()))):  # fmt: skip
        return "total"
    if len({cell for _, cell in spoken}) == 1 and _TOTAL_SAID.fullmatch(first):
        return "total"
    if len(spoken) * 2 <= max(len(titles), 2) and _FOOTER.fullmatch(first):
        return "footer"
    return ""
