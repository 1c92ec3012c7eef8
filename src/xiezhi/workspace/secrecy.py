"""Refuses data that bear a mark of secrecy before any of them is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.data_terms import data_terms
from xiezhi.shelf.contract.checking import ContractError

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.ingest.source import Source

__all__ = ["refuse_marked"]

_GRADE_TITLE = re.compile("密级|秘密等级|保密等级|保密级别|涉密等级|涉密级别|定密")
"""Titles of columns in which a provider says how secret a row is."""

_AFTER_A_MARK = re.compile(r"[★☆*].*|[（(].*|[0-9].*")


def refuse_marked(source: Source) -> None:
    """Refuse data whose file, sheet, list title, column title or column of grades bears a mark.

    Raises:
        ContractError: One does; a person must look before anything is loaded (保守国家秘密法#31).
    """
    for sheet in source.sheets:
        texts = (source.name, sheet.file, sheet.name, *sheet.above, *sheet.titles)
        mark = data_terms().secret_mark(*texts)
        if mark is not None:
            raise _marked(sheet, f"{mark} stands in the file's name, a sheet's or a title")
        if any(_GRADE_TITLE.search(title) for title in sheet.titles):
            _refuse_marked_rows(sheet)


def _refuse_marked_rows(sheet: Sheet) -> None:
    """One pass over a list that grades its rows: a secret one refuses them all."""
    columns = [place for place, title in enumerate(sheet.titles) if _GRADE_TITLE.search(title)]
    for batch in sheet.batches():
        for place in columns:
            for value in batch.columns[place].cells.unique().to_pylist():
                text = "".join(str(value or "").split())
                grade = data_terms().word("grades", _AFTER_A_MARK.sub("", text))
                if (grade and grade.refused) or data_terms().secret_mark(text):
                    raise _marked(sheet, f"{text} stands in the column {sheet.titles[place]}")


def _marked(sheet: Sheet, why: str) -> ContractError:
    return ContractError(
        Problem(
            what="The data bear a mark of secrecy.",
            where=sheet.place(),
            why=f"{why}; secret data may not be put on this shelf (保守国家秘密法#31)",
            cure="Ask the provider. If the mark is a slip, have it taken away there.",
            code="contract-marked-secret",
        )
    )
