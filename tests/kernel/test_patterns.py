"""No text makes a pattern slow: 200,000 hostile characters are searched in a moment."""

import re
from collections.abc import Callable
from time import process_time

import pytest

from xiezhi.kernel.case_number import CASE_NUMBER_PATTERN, CaseNumber
from xiezhi.kernel.date import DATE_PATTERN, PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.law_list import find_law_refs
from xiezhi.kernel.law_ref import LawRef
from xiezhi.kernel.money import Money
from xiezhi.kernel.numeral import integer, parse_number
from xiezhi.kernel.term import LENGTH_PATTERN, Term

HOSTILE = [
    "一二三",
    "（2012）",
    "《",
    "《第一条",
    "第一、",
    "一年零",
    "1,0",
    "（2012）某刑",
    "元角",
    "至第",
]
PARSERS: list[Callable[[str], object]] = [
    integer, parse_number, Money.parse, PartialDate.parse, Term.parse, Term.parse_length,
    CaseNumber.parse, LawRef.parse,
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_searching_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = process_time()
    for pattern in (CASE_NUMBER_PATTERN, DATE_PATTERN, LENGTH_PATTERN):
        re.findall(pattern, text)
    list(find_law_refs(text))
    assert process_time() - began < 5


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_are_refused_at_once(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = process_time()
    for parse in PARSERS:
        with pytest.raises(RefusedValueError) as refused:
            parse(text)
        assert len(refused.value.text) < 100
    assert process_time() - began < 5
