"""Values in words, in both languages."""

import datetime
from decimal import Decimal

import pytest

from xiezhi.report.masking import Masker
from xiezhi.report.showing import fill, parse_canonical, show
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Tables


@pytest.mark.parametrize(
    ("value", "type_name", "zh", "en"),
    [
        (Decimal("8000.00"), "money", "8,000 元", "8,000 yuan"),
        (Decimal("1234.50"), "money", "1,234.5 元", "1,234.5 yuan"),
        (18, "months", "1 年 6 个月", "1 year 6 months"),
        (6, "months", "6 个月", "6 months"),
        (24, "months", "2 年", "2 years"),
        (0, "months", "0 个月", "0 months"),
        (15, "days", "15 日", "15 days"),
        (17, "age", "17 周岁", "17 years"),
        (True, "bool", "是", "yes"),
        (datetime.date(2031, 5, 3), "date", "2031-05-03", "2031-05-03"),
        (Decimal("0.25"), "share", "25%", "25%"),
        (None, "money", "—", "—"),
        (["盗窃罪", "诈骗罪"], "charge", "盗窃罪、诈骗罪", "盗窃罪, 诈骗罪"),
        ("刑法#133-1(1)", "law_ref", "刑法第133条之一第1款", "刑法第133条之一第1款"),
        ("王小明", "person_name", "王某某", "王某某"),
        ("全文", "document", "（不展示）", "(not shown)"),
    ],
)
def test_a_value_reads_as_people_write_it(value, type_name, zh, en):
    assert show(value, type_name, Masker()) == Title(zh, en)


def test_a_code_is_shown_in_the_words_of_its_vocabulary():
    column = Tables.load()["judgment_sentence"].column("penalty_kind")
    assert show("fixed_term", "status_code", Masker(), column) == Title(
        "有期徒刑", "fixed-term imprisonment"
    )


def test_canonical_text_becomes_a_value_again():
    assert parse_canonical("8000.00", "money") == Decimal("8000.00")
    assert parse_canonical("18", "months") == 18
    assert parse_canonical("true", "bool") is True
    assert parse_canonical("0101", "doc_id") == "0101"
    assert parse_canonical(None, "date") is None


def test_a_title_is_filled_and_an_unknown_name_stays_to_be_seen():
    values = {"fine": Title("8,000 元", "8,000 yuan")}
    filled = fill(Title("罚金 {fine} {other}", "fine {fine}"), values, {})
    assert filled == Title("罚金 8,000 元 {other}", "fine 8,000 yuan")


def test_a_unit_is_not_said_twice():
    values = {"months": Title("1 年 6 个月", "1 year 6 months")}
    template = Title("{months}个月，即{months}", "{months} months, that is {months}")
    assert fill(template, values, {"months": 18}) == Title(
        "18个月，即1 年 6 个月", "18 months, that is 1 year 6 months"
    )


def test_a_nought_is_not_said_beside_a_length():
    shown = {"m": Title("", ""), "d": Title("", "")}
    template = Title("判处{m}个月零{d}日", "a term of {m} months and {d} days")
    assert fill(template, shown, {"m": 20, "d": 0}) == Title("判处20个月", "a term of 20 months")
    assert fill(template, shown, {"m": 0, "d": 25}) == Title("判处25日", "a term of 25 days")
    assert fill(template, shown, {"m": 20, "d": 10}).zh == "判处20个月零10日"


def test_a_year_is_read_without_a_comma_a_length_of_years_and_a_sum_with_one():
    template = Title("{year}年超出{over}立方米", "in {year}, {over} cubic metres over")
    shown = {"year": show(2024, "int", Masker()), "over": show(8828, "quantity", Masker())}
    filled = fill(template, shown, {"year": 2024, "over": Decimal(8828)})
    assert filled.zh == "2024年超出8,828立方米"
    assert filled.en.startswith("in 2024, 8,828")


def test_an_identity_number_is_covered_in_a_column_of_any_type():
    number = "11010519491231002X"
    assert show(number, "text", Masker()).zh == "110105********002X"
    assert show(number, "text", Masker(open_=True)).zh == number
    assert show("110105194912310021", "text", Masker()).zh == "110105194912310021"
    assert show("91350100M000100Y43", "text", Masker()).zh == "91350100M000100Y43"
