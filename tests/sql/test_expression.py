"""Expressions: read, typed, written for an engine, and computed as the law counts."""

import datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.age import age_on
from xiezhi.kernel.period import add_months
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.sql.check import Checker, Scope
from xiezhi.sql.functions import FUNCTIONS
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.pattern import pattern_fault
from xiezhi.sql.render import Renderer, literal_sql
from xiezhi.sql.show import show
from xiezhi.sql.tree import (
    Between,
    Binary,
    Call,
    Case,
    In,
    IsNull,
    Like,
    ListOf,
    Literal,
    Name,
    Param,
    Unary,
    columns_of,
    conjuncts,
)
from xiezhi.sql.types import Type

TYPES = SemanticTypes.load()


def typed(name: str, *, many: bool = False, values: str = "") -> Type:
    return Type(name, TYPES[name].storage, many, values=values)


COLUMNS = {
    "fine": typed("money"),
    "gain": typed("money"),
    "months": typed("months"),
    "days": typed("days"),
    "n": typed("count"),
    "born": typed("date"),
    "judged": typed("date"),
    "opened": typed("datetime"),
    "closed": typed("datetime"),
    "name": typed("person_name"),
    "number": typed("case_number"),
    "citizen": typed("citizen_id"),
    "kind": typed("status_code", values="penalty_kind"),
    "outcome": typed("status_code", values="outcome"),
    "charges": typed("charge", many=True),
    "text": typed("document"),
    "paid": typed("bool"),
}


def check(text: str, *kinds: str):
    checker = Checker(Scope(COLUMNS, {"grace": typed("days")}, TYPES, kinds or ("scalar",)))
    kind = checker.type_of(parse_expression(text))
    return (kind.name if kind else None), [fault.what for fault in checker.faults]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fine + gain", "money"),
        ("fine + 100", "money"),
        ("fine * 2", "money"),
        ("fine / gain", "share"),
        ("fine * n", "money"),
        ("judged - born", "days"),
        ("months + 6", "months"),
        ("number(months) * 30 + number(days)", "number"),
        ("n + 1", "count"),
        ("add_days(judged, :grace)", "date"),
        ("age_on(born, judged)", "age"),
        ("days_between(judged, day_of(opened))", "days"),
        ("hours_between(opened, closed)", "count"),
        ("coalesce(fine, 0)", "money"),
        ("case when paid then 0 else fine end", "money"),
        ("case when paid then null else fine end", "money"),
        ("case when paid then 1 else 0.5 end", "number"),
        ("left(number, 4)", "text"),
        ("as_type(left(number, 4), 'case_number')", "case_number"),
        ("has(charges, '盗窃罪')", "bool"),
        ("size(charges)", "count"),
        ("matches(text, '减轻')", "bool"),
        ("start_of(month_of(judged))", "date"),
        ("greatest(judged, born)", "date"),
        ("paid and not (fine > 3 or months is null)", "bool"),
        ("kind in ('fixed_term', 'life')", "bool"),
        ("judged >= '2011-05-01'", "bool"),
    ],
)
def test_an_expression_has_a_type(text, name):
    assert check(text) == (name, [])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fine + days", "no meaning"),
        ("months * 30 + days", "no meaning"),
        ("judged + 3", "no meaning"),
        ("fine * gain", "no meaning"),
        ("number = citizen", "not compared"),
        ("name = '甲' and name > '乙'", "no order"),
        ("kind = outcome", "closed lists"),
        ("kind = 'fixed'", "can never hold"),
        ("charges = '盗窃罪'", "not compared"),
        ("text = '甲'", "not compared"),
        ("coalesce(fine, name)", "not compared"),
        ("case when paid then fine else name end", "same thing"),
        ("case when paid then 1 else '甲' end", "same thing"),
        ("length(fine)", "takes text"),
        ("days_between(judged, opened)", "takes a day"),
        ("hours_between(judged, closed)", "takes a day with its time"),
        ("left(number)", "takes (text, whole)"),
        ("sum(fine)", "stands only"),
        ("fine", None),
        ("has(charges, 3)", "not compared"),
        ("abs(null)", "is nothing"),
        ("as_type(number, 'nonsense')", "no semantic type"),
        ("fine || name", "must be text"),
        ("not fine", "condition is expected"),
    ],
)
def test_what_makes_no_sense_is_refused(text, word):
    _, faults = check(text)
    if word is None:
        assert faults == []
    else:
        assert any(word in fault for fault in faults), faults


def test_one_mistake_is_said_once():
    assert len(check("fien + 3 > 4 and fien < 9")[1]) == 2
    assert len(check("abs(fien + 3) > 4")[1]) == 1


def test_a_column_that_was_wrong_where_it_was_made_is_not_told_again():
    spoilt = {**COLUMNS, "odd": Type("unknown", "VARCHAR")}
    checker = Checker(Scope(spoilt, {}, TYPES, ("scalar",)))
    checker.type_of(parse_expression("odd > fine"))
    assert checker.faults == []


def test_brackets_stand_only_where_they_must():
    renderer = Renderer("duckdb", {}, {}, "", COLUMNS)
    assert (
        renderer.sql(parse_expression("(a + b) * c - (d - e) > 3 and (x or y) and not (p and q)"))
        == "(a + b) * c - (d - e) > 3 and (x or y) and not (p and q)"
    )


# --- what is written is read back the same ------------------------------------------------------

names = st.sampled_from(["a", "b_1", "from", "date", "case"]).map(Name)
literals = st.one_of(
    st.integers(-999, 999),
    st.text("甲乙'%_ab", max_size=4),
    st.booleans(),
    st.none(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    st.decimals(-99, 99, places=2),
).map(Literal)


def deeper(inner):
    return st.one_of(
        st.builds(Unary, st.just("not"), inner),
        st.builds(
            Binary,
            st.sampled_from(["and", "or", "=", "<>", "<", "<=", "+", "-", "*", "/", "%", "||"]),
            inner,
            inner,
        ),
        st.builds(IsNull, inner, st.booleans()),
        st.builds(In, inner, st.lists(literals, min_size=1, max_size=2).map(tuple), st.booleans()),
        st.builds(Between, inner, inner, inner, st.booleans()),
        st.builds(Like, inner, literals, st.booleans()),
        st.builds(Case, st.tuples(st.tuples(inner, inner)), st.none() | inner),
        st.builds(Call, st.just("coalesce"), st.tuples(inner, inner)),
        st.builds(Call, st.just("first"), st.tuples(inner), inner),
        st.builds(ListOf, st.lists(literals, min_size=1, max_size=2).map(tuple)),
        st.just(Param("grace")),
    )


@given(st.recursive(names | literals, deeper, max_leaves=12))
def test_a_tree_shown_and_read_is_the_same_tree(tree):
    again = parse_expression(show(tree))
    assert again == tree
    assert repr(type(again)) == repr(type(tree))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text):
    try:
        parse_expression(text)
    except ExpressionError as error:
        assert 0 <= error.offset <= len(text)  # noqa: PT017 - most texts are no expression


def test_conditions_joined_by_and_are_told_apart():
    tree = parse_expression("a > 1 and (b = 2 or c = 3) and d is null")
    assert [show(part) for part in conjuncts(tree)] == ["a > 1", "(b = 2) or (c = 3)", "d is null"]
    assert columns_of(tree) == {"a", "b", "c", "d"}


# --- what an engine computes --------------------------------------------------------------------

CON = duckdb.connect()
days = st.dates(datetime.date(1930, 1, 1), datetime.date(2080, 1, 1))


def compute(text: str, **values):
    names = {name: literal_sql(value) for name, value in values.items()}
    kinds = {n: typed("date") for n, v in values.items() if isinstance(v, datetime.date)}
    sql = Renderer("duckdb", names, {}, "date '2024-06-30'", kinds).sql(parse_expression(text))
    return CON.execute(f"select {sql}").fetchall()[0][0]


@given(days, days)
def test_full_years_are_counted_from_the_day_after_the_birthday(born, day):
    if born <= day:
        assert compute("age_on(a, b)", a=born, b=day) == age_on(born, day)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2031-03-01 10:00:00", "2031-03-02 10:00:00", 24),
        ("2031-03-01 10:00:00", "2031-03-02 09:59:59", 23),
        ("2031-03-01 10:59:00", "2031-03-01 11:01:00", 0),
        ("2031-03-01 10:00:00", "2031-03-01 09:00:00", None),
    ],
)
def test_hours_are_full_hours(begin, end, hours):
    names = {"a": f"timestamp '{begin}'", "b": f"timestamp '{end}'"}
    asked = [
        Renderer("duckdb", names, {}, "null", {}).sql(parse_expression(text))
        for text in ("hours_between(a, b)", "day_of(a)")
    ]
    found = CON.execute(f"select {', '.join(asked)}").fetchall()[0]
    assert found == (hours, datetime.date(2031, 3, 1))


@given(days, st.integers(0, 400))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day, months):
    assert compute(f"add_months(a, {months})", a=day) == add_months(day, months)


@given(days, st.integers(0, 400))
def test_full_months_are_those_that_have_passed(day, months):
    later = add_months(day, months)
    assert compute("months_between(a, b)", a=day, b=later) == months
    before = later - datetime.timedelta(days=1)
    if before >= day:
        assert compute("months_between(a, b)", a=day, b=before) == months - 1


def test_months_before_are_unknown():
    day = datetime.date(2024, 1, 1)
    assert compute("months_between(a, b)", a=day, b=day - datetime.timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 0", None),
        ("7 / 2", 3.5),
        ("7 % 0", None),
        ("round(2.5)", 3),
        ("floor(2.9)", 2),
        ("ceil(2.1)", 3),
        ("least(3, null, 2)", 2),
        ("coalesce(null, 4)", 4),
        ("nullif(3, 3)", None),
        ("extract('共计３元', '[0-9]+')", None),
        ("extract('共计30元', '[0-9]+')", "30"),
        ("extract('共计30元', '计([0-9]+)', 1)", "30"),
        ("replace_all('a1b2', '[0-9]', '')", "ab"),
        ("matches('从重处罚', '重')", True),
        ("length('中文😀')", 3),
        ("substr('甲乙丙', 0, 2)", "甲乙"),
        ("split_part('a|b|c', '|', 2)", "b"),
        ("text(3)", "3"),
        ("has(['a', 'b'], 'b')", True),
        ("has_any(['a', 'b'], ['c', 'b'])", True),
        ("size(['a', 'b'])", 2),
        ("joined(['a', 'b'])", "a、b"),
        ("start_of(month_of(date '2024-02-10'))", datetime.date(2024, 2, 1)),
        ("end_of(month_of(date '2024-02-10'))", datetime.date(2024, 2, 29)),
        ("date '2024-03-01' - date '2024-02-28'", 2),
        ("as_of()", datetime.date(2024, 6, 30)),
        ("add_years(date '2024-02-29', 1)", datetime.date(2025, 2, 28)),
        ("abs(-3.5)", Decimal("3.5")),
        ("'a''b'", "a'b"),
    ],
)
def test_a_function_gives(text, value):
    assert compute(text) == value


def test_every_function_has_a_form_and_words_in_both_languages():
    for name, function in FUNCTIONS.items():
        assert function.zh, name
        assert function.en, name
        assert function.duckdb or name == "list"


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)", r"(?<!a)b", r"(a)\1", r"\p{Han}", r"\u4e00", "a++", r"\bword", "(", "[b-a]"],
)
def test_a_pattern_that_engines_read_differently_is_refused(pattern):
    assert pattern_fault(pattern)


@pytest.mark.parametrize("pattern", [r"[\x{4e00}-\x{9fa5}]+罪", r"^\d{4}$", "(?:甲|乙)", "a*?b"])
def test_a_pattern_that_engines_read_alike_is_read(pattern):
    assert pattern_fault(pattern) is None
