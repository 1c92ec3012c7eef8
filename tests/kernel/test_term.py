"""Kinds of penalty and their lengths."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.term import LENGTH_PATTERN, PenaltyKind, Term

FIXED, DETENTION = PenaltyKind.FIXED_TERM, PenaltyKind.CRIMINAL_DETENTION


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("有期徒刑一年零六个月", Term(FIXED, 18)),
        ("有期徒刑一年六个月", Term(FIXED, 18)),
        ("有期徒刑一年六月", Term(FIXED, 18)),
        ("有期徒刑1年6个月", Term(FIXED, 18)),
        ("有期徒刑十个月", Term(FIXED, 10)),
        ("有期徒刑六月", Term(FIXED, 6)),
        ("有期徒刑一年零十日", Term(FIXED, 12, 10)),
        ("有期徒刑一年零六个月零十天", Term(FIXED, 18, 10)),
        ("有期徒刑二十五年", Term(FIXED, 300)),
        ("有期徒刑三年半", Term(FIXED, 42)),
        ("拘役四个月十五日", Term(DETENTION, 4, 15)),
        ("拘役四个月零十五天", Term(DETENTION, 4, 15)),
        ("拘役一个半月", Term(DETENTION, 1, 15)),
        ("管制一年", Term(PenaltyKind.PUBLIC_SURVEILLANCE, 12)),
        ("管制半年", Term(PenaltyKind.PUBLIC_SURVEILLANCE, 6)),
        ("无期徒刑", Term(PenaltyKind.LIFE)),
        ("死刑", Term(PenaltyKind.DEATH)),
        ("死刑，缓期二年执行", Term(PenaltyKind.DEATH_SUSPENDED)),
        ("死刑缓期二年执行", Term(PenaltyKind.DEATH_SUSPENDED)),
        ("死刑，缓期2年执行", Term(PenaltyKind.DEATH_SUSPENDED)),
        ("死缓", Term(PenaltyKind.DEATH_SUSPENDED)),
        ("免予刑事处罚", Term(PenaltyKind.NONE)),
    ],
)
def test_reads(text: str, term: Term) -> None:
    assert Term.parse(text) == term


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("十个月", 10, 0),
        ("一年", 12, 0),
        ("两年六个月", 30, 0),
        ("一年零十日", 12, 10),
        ("半年", 6, 0),
        ("半个月", 0, 15),
        ("一年半", 18, 0),
        ("十五日", 0, 15),
        ("1个月15日", 1, 15),
        ("伍年", 60, 0),
    ],
)
def test_reads_lengths(text: str, months: int, days: int) -> None:
    assert Term.parse_length(text) == Term(None, months, days)
    assert re.fullmatch(LENGTH_PATTERN, text)


@pytest.mark.parametrize(
    "text",
    [
        "", "有期徒刑", "有期徒刑零个月", "有期徒刑几年", "有期徒刑三五年", "有期徒刑三年至五年",
        "有期徒刑2015年", "无期徒刑三年", "死刑一年", "三年", "罚金", "有期徒刑一年半六个月", "刑拘三年",
        "判处有期徒刑一年", "有期徒刑一年，缓刑二年", "有期徒刑一年六", "死刑，缓期三年执行", "有期徒刑×年",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        Term.parse(text)


@pytest.mark.parametrize(
    "text", ["", "六月", "三", "几年", "数月", "一年六", "2017年12月2日", "零日"]
)
def test_refuses_lengths(text: str) -> None:
    with pytest.raises(RefusedValueError):
        Term.parse_length(text)


def test_shows() -> None:
    assert Term(FIXED, 18).show() == "有期徒刑一年六个月"
    assert Term(FIXED, 12, 10).show() == "有期徒刑一年零十日"
    assert Term(None, 10).show() == "十个月"
    assert Term(FIXED, 13, 1).show("en") == "fixed-term imprisonment, 1 year 1 month 1 day"
    assert Term(PenaltyKind.LIFE).show("en") == "life imprisonment"


_TERMS = st.one_of(
    st.builds(
        Term,
        st.sampled_from([FIXED, DETENTION, PenaltyKind.PUBLIC_SURVEILLANCE]),
        st.integers(1, 300),
        st.integers(0, 400),
    ),
    st.sampled_from([PenaltyKind.LIFE, PenaltyKind.DEATH_SUSPENDED, PenaltyKind.DEATH]).map(Term),
)


@given(_TERMS)
def test_round_trip(term: Term) -> None:
    assert Term.parse(term.show()) == term


@given(st.integers(0, 1200), st.integers(1, 400))
def test_lengths_round_trip(months: int, days: int) -> None:
    term = Term(None, months, days)
    assert Term.parse_length(term.show()) == term


@given(st.text(alphabet="有期徒刑拘役管制死缓0123一二两三十零半个年月日天 ，", max_size=10))
def test_what_is_read_is_read_back(text: str) -> None:
    for read in (Term.parse, Term.parse_length):
        try:
            term = read(text)
        except RefusedValueError:
            continue
        assert read(term.show()) == term
