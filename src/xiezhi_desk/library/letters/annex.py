"""The annex of a batch letter: one line a clue, with columns for the organ's answer; read back.

The reader forgives moved columns, added lines and a renamed sheet, and loses no line: whatever
cannot be understood comes back as it was written.
"""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.ingest.source import Source
from xiezhi_desk.library.letters.marking import Mark, properties, unseen
from xiezhi_desk.library.problems import door, refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from xiezhi.shelf.ingest.sheet import Sheet

__all__ = ["ANSWERS", "AnnexLine", "AnnexRead", "AnnexRow", "read_annex", "write_annex"]

ANSWERS = {
    "confirmed": "属实",
    "partly": "部分属实",
    "denied": "不属实",
    "unknown": "无法查清",
}
"""What an organ may answer, by the key that is kept."""
HANDLED = ("已经处理", "正在处理", "尚未处理", "不需要处理")
CODE, ANSWER, EVIDENCE, DONE, REMARK = "核查编号", "核查结论", "依据材料", "处理情况", "备注"
_GIVEN = ("序号", CODE, "案号或者标识", "疑点", "涉及对象", "日期", "金额（元）")
_ASKED = (ANSWER, EVIDENCE, DONE, REMARK)
_WIDTHS = (6, 14, 26, 60, 14, 12, 14, 12, 30, 14, 30)
_ALSO = {
    CODE: ("编号", "线索编号"),
    ANSWER: ("结论", "核查结果", "核实结论", "核实结果"),
    EVIDENCE: ("依据", "证据材料", "证明材料"),
    DONE: ("处理", "办理情况"),
    REMARK: ("说明", "备注说明", "情况说明"),
}
_WORDS = {
    **{word: key for key, word in ANSWERS.items()},
    "基本属实": "partly",
    "是": "confirmed",
    "否": "denied",
    "无法核实": "unknown",
    "无法核查": "unknown",
    "查不清": "unknown",
}
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A clue as the annex lists it.

    Attributes:
        code: The clue's opaque number; comes back with the answer.
        finding: What is suspected.
        affected: Whom it touches, covered or not as the letter is.
    """

    code: str
    case_number: str
    finding: str
    affected: str = ""
    day: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of the returned annex.

    Attributes:
        line: As a person counts it in the sheet.
        code: The clue's number, as written but for width and case.
        answer: A key of ``ANSWERS``; empty when blank or not understood.
        evidence: The papers the organ names.
        remark: What else it says, with whatever stood in columns that are not known.
        said: The answer as it was written.
        done: What was done about it.
        known: Whether the code is one of the batch.
    """

    line: int
    code: str
    answer: str
    evidence: str = ""
    remark: str = ""
    said: str = ""
    done: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class AnnexRead:
    """A returned annex.

    Attributes:
        lines: Every line that is not blank, also those of no clue.
        missing: Codes of the batch without a line.
        unknown: Lines whose code is none of the batch.
        repeated: Codes that stand in several lines.
    """

    lines: tuple[AnnexLine, ...]
    missing: tuple[str, ...]
    unknown: tuple[AnnexLine, ...]
    repeated: tuple[str, ...]


def write_annex(title: str, rows: Sequence[AnnexRow], mark: Mark) -> bytes:
    """The workbook: what is given is locked, what is asked is open and offers its words.

    Args:
        title: What the batch is about.
        rows: Its clues.
        mark: Who takes it out.
    """
    import xlsxwriter

    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"title": title, **properties(mark)})
        sheet = book.add_worksheet("核查清单")
        _fill(book, sheet, rows, mark)
        _guide(book, title, mark)
    return out.getvalue()


def read_annex(path: Path, codes: Collection[str]) -> AnnexRead:
    """A returned annex: xlsx, xls, ods or csv.

    Args:
        path: The file.
        codes: The codes of the batch.

    Raises:
        DoorError: It cannot be read as a table, or no sheet has a column of codes.
    """
    known = {_key(code): code for code in codes}
    with door(path.parent), Source.open(path) as source:
        sheet, places = _sheet_with_codes(source.sheets, known, path.name)
        lines = tuple(_lines(sheet, places, known))
    times = Counter(one.code for one in lines if one.known)
    return AnnexRead(
        lines,
        tuple(code for code in codes if code not in times),
        tuple(one for one in lines if not one.known),
        tuple(code for code, number in times.items() if number > 1),
    )


def _fill(book: Any, sheet: Any, rows: Sequence[AnnexRow], mark: Mark) -> None:
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EDF3", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    given = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0.00", "border": 1, "valign": "top"})
    asked = book.add_format(
        {"num_format": "@", "border": 1, "text_wrap": True, "valign": "top", "locked": False,
         "bg_color": "#FFFBE6"}
    )  # fmt: skip
    for column, name in enumerate((*_GIVEN, *_ASKED)):
        sheet.set_column(column, column, _WIDTHS[column])
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        day = row.day.isoformat() if row.day is not None else ""
        finding = row.finding + unseen(mark.number)
        for column, text in enumerate((str(number), row.code, row.case_number, finding,
                                       row.affected, day)):  # fmt: skip
            sheet.write_string(number, column, text, given)
        if row.amount is None:
            sheet.write_blank(number, 6, None, given)
        else:
            sheet.write_number(number, 6, float(row.amount), money)
        for column in range(len(_GIVEN), len(_GIVEN) + len(_ASKED)):
            sheet.write_blank(number, column, None, asked)
    last = max(len(rows), 1)
    for name, words in ((ANSWER, list(ANSWERS.values())), (DONE, list(HANDLED))):
        column = len(_GIVEN) + _ASKED.index(name)
        sheet.data_validation(
            1, column, last, column,
            {"validate": "list", "source": words, "error_title": "请从下拉列表中选择",
             "error_message": "、".join(words)},
        )  # fmt: skip
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{mark.line_outside}".replace("&", "&&").replace("&&C", "&C", 1))
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})


def _guide(book: Any, title: str, mark: Mark) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 100)
    words = book.add_format({"text_wrap": True, "valign": "top"})
    lines = (
        title,
        f"一、请在“核查清单”的“{ANSWER}”“{EVIDENCE}”“{DONE}”“{REMARK}”各列逐行填写，其他列已锁定。",
        f"二、“{ANSWER}”从下拉列表选择：{'、'.join(ANSWERS.values())}。",
        f"三、答“{ANSWERS['denied']}”的，请在“{EVIDENCE}”写明依据材料的名称、文号，并随函附复印件。",
        f"四、请勿删改“{CODE}”，也不要增删行；可以分批填写，未填写的行视为尚未答复。",
        "五、所列均为数据比对发现的疑点，不是结论。",
        mark.line_outside,
    )
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text, words)


def _sheet_with_codes(
    sheets: Iterable[Sheet], known: Mapping[str, str], name: str
) -> tuple[Sheet, dict[str, int]]:
    """The sheet with a column of codes: known by its title, else by what stands in it."""
    tables = list(sheets)
    for sheet in tables:
        places = _places(sheet.titles)
        if CODE in places:
            return sheet, places
    for sheet in tables:
        for batch in sheet.batches(500):
            for place in range(len(sheet.titles)):
                cells = [batch.columns[place].text(at) for at in range(batch.num_rows)]
                if sum(_key(one) in known for one in cells) * 2 > len(cells) > 0:
                    return sheet, _places(sheet.titles) | {CODE: place}
            break
    raise refused(
        "annex-no-codes",
        (f"表里没有“{CODE}”一列。", f"The table has no column {CODE}."),
        (
            "请用发出的附件填写；确已改动的，把编号一列的列名改回去。",
            "Use the annex that was sent; if it was changed, give the column its name back.",
        ),
        where=name,
    )


def _places(titles: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; titles may bear blanks, brackets or a level above."""
    bare = [_key(title.rpartition("/")[2]) for title in titles]
    found: dict[str, int] = {}
    for name, also in _ALSO.items():
        for word in (name, *also):
            if _key(word) in bare:
                found.setdefault(name, bare.index(_key(word)))
    return found


def _lines(
    sheet: Sheet, places: Mapping[str, int], known: Mapping[str, str]
) -> Iterable[AnnexLine]:
    count = 0
    ours = {_key(name) for name in (*_GIVEN, *_ASKED)}
    for batch in sheet.batches():
        for at in range(batch.num_rows):
            cells = [_clean(text) for text in batch.cells(at)]
            if not any(cells):
                continue
            count += 1
            if count > MOST_LINES:
                raise refused(
                    "too-many-lines",
                    (f"文件超过 {MOST_LINES} 行。", f"The file has more than {MOST_LINES} lines."),
                    ("请分批导入。", "Import it in parts."),
                )
            yield _line(int(batch.rows[at]), cells, sheet.titles, places, known, ours)
        for broken in batch.broken:
            yield AnnexLine(broken.row, "", "", remark=broken.text, known=False)
        for aside in batch.aside:
            yield AnnexLine(aside.row, "", "", remark=" ".join(aside.cells), known=False)


def _line(
    number: int,
    cells: Sequence[str],
    titles: Sequence[str],
    places: Mapping[str, int],
    known: Mapping[str, str],
    ours: Collection[str],
) -> AnnexLine:
    def cell(name: str) -> str:
        return cells[places[name]] if name in places else ""

    said, code = cell(ANSWER), cell(CODE)
    further = [
        f"{title}：{text}"
        for place, (title, text) in enumerate(zip(titles, cells, strict=True))
        if text and place not in places.values() and _key(title.rpartition("/")[2]) not in ours
    ]
    return AnnexLine(
        line=number,
        code=known.get(_key(code), code),
        answer=_WORDS.get(said.rstrip("。.；; "), ""),
        evidence=cell(EVIDENCE),
        remark="；".join(filter(None, [cell(REMARK), *further])),
        said=said,
        done=cell(DONE),
        known=_key(code) in known,
    )


def _clean(text: str) -> str:
    """A cell without signs of no width and blanks around it."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


def _key(text: str) -> str:
    """A title or code without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", _clean(text)).split()).upper()
