"""Names of persons and units: blanks inside Chinese names go, dots and widths become one kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.ingest.strings import Signs, blank_rows, layout, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import GUARDS, patched, plain_texts
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["org_names", "person_names", "tidy_org_name", "tidy_person_name"]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}·（）])[^\S\n]+(?=[{_HAN}·（）])")
_AROUND_DOT = re.compile(r"\s*·\s*")
_BLANKS = re.compile(r"[\s\u00a0]+")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_DOT_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[.](?=[{_HAN}])")
_HAS_HAN = re.compile(f"[{_HAN}]")
_DOTS = dict.fromkeys(map(ord, "•・‧．∙⋅･·●"), "·")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（）"}
_ORG_BRACKETS = dict(zip(map(ord, "()[]〔〕【】"), "（）（）（）（）", strict=True))

_STRANGE = " \t\n\r.'`\u00a0\u00ad\u3000\u200b\u200c\u200d\u2060\ufeff" + "".join(
    map(chr, (*_DOTS, *_WIDE))
)


@lru_cache(maxsize=2)
def _signs(more: str) -> Signs:
    return Signs(_STRANGE.replace("（", "").replace("）", "") + more)


def person_names(column: RawColumn, reading: Reading) -> Normal:
    """Names of persons, or of units where persons and units stand in one column."""
    return _tidied(column, _signs(""), tidy_person_name)


def org_names(column: RawColumn, reading: Reading) -> Normal:
    """Names of units and agencies; brackets become full width beside Chinese."""
    return _tidied(column, _signs("()[]〔【"), tidy_org_name)


def _tidied(column: RawColumn, signs: Signs, tidy: Callable[[str], str]) -> Normal:
    refusals = Refusals(len(column.cells))
    if column.kinds is not None:
        refusals.add(column.kinds == CellKind.FAULT, reasons.CELL_FAULT)
    texts = plain_texts(column)
    these = layout(texts)
    rows = signs.rows(these)
    if len(rows):
        some = texts.take(pa.array(rows)).dictionary_encode()
        clean = pa.array([tidy(text) for text in some.dictionary.to_pylist()], pa.string())
        texts = patched(texts, rows, clean.take(some.indices))
        these = layout(texts)
    blank = blank_rows(these)
    return refusals.normal(with_blanks(texts, blank | ~refusals.open()))


@lru_cache(maxsize=65536)
def tidy_person_name(name: str) -> str:
    """``张　三`` → ``张三``; ``甲•乙`` → ``甲·乙``; ``ＪＯＨＮ  Ｓ`` → ``JOHN S``."""
    return _tidy(name, {})


@lru_cache(maxsize=65536)
def tidy_org_name(name: str) -> str:
    """As persons' names, brackets full width: ``甲(集团)公司`` → ``甲（集团）公司``."""
    return _tidy(name, _ORG_BRACKETS)


def _tidy(name: str, brackets: dict[int, str]) -> str:
    bare = _UNSEEN.sub("", name).translate(_DOTS).strip(GUARDS).translate(_WIDE)
    bare = _BLANKS.sub(" ", bare).strip()
    if not _HAS_HAN.search(bare):
        return bare
    bare = _DOT_BETWEEN_HAN.sub("·", bare.translate(brackets))
    return _AROUND_DOT.sub("·", _BETWEEN_HAN.sub("", bare))
