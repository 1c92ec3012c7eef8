"""Items, brackets and quotations of an operative part."""

import pytest

from xiezhi.kernel.span import Span
from xiezhi.text.clean import clean
from xiezhi.text.disposition.layout import lay_out


def items(text):
    cleaned = clean(text)
    laid = lay_out(cleaned, Span(0, len(cleaned)))
    return [(item.number, item.kind, laid.view.text[item.start : item.end]) for item in laid.items]


def test_items_by_number():
    assert items("一、甲一； 二、乙二。 三、丙三。") == [
        (1, "own", "甲一；"),
        (2, "own", "乙二。"),
        (3, "own", "丙三。"),
    ]


@pytest.mark.parametrize(
    "text", ["（一）甲一。 （二）乙二。", "1、甲一。 2、乙二。", "（一）、甲一。 （二）、乙二。"]
)
def test_other_numbers(text):
    assert [item[2] for item in items(text)] == ["甲一。", "乙二。"]


def test_numbers_in_brackets_and_quotations_are_no_items():
    read = items("一、甲（一、乙；二、丙）； 二、维持“一、丁；二、戊”。 三、己。")
    assert [item[0] for item in read] == [1, 2, 3]


def test_a_quoted_list_without_quotation_marks():
    read = items(
        "一、维持原判第一、二项，即一、被告人甲无罪；二、被告人乙无罪； 二、撤销原判第三项； 三、上诉人丙无罪。"
    )
    assert [(item[0], item[1]) for item in read] == [(1, "upheld"), (2, "revoked"), (3, "own")]


def test_a_bracket_that_is_never_closed_ends_before_the_next_item():
    read = items("一、甲（限十日内缴清。 二、没收工具（一部）。")
    assert [item[2] for item in read] == ["甲（限十日内缴清。", "没收工具（一部）。"]


def test_text_without_numbers_is_one_item():
    assert items("甲乙丙。（丁。）") == [(0, "own", "甲乙丙。（丁。）")]


def test_paragraphs_that_decide_anew_are_parted():
    read = items("撤销原判。 上诉人张三犯盗窃罪，判处拘役一个月。 （刑期从判决执行之日起计算。）")
    assert [(item[1], item[2][:4]) for item in read] == [
        ("revoked", "撤销原判"),
        ("own", "上诉人张"),
    ]


def test_plain_text_has_no_brackets_and_leads_back():
    text = "甲（乙） 丙〔丁〕戊"
    laid = lay_out(text, Span(0, len(text)))
    plain = laid.plain(0, len(laid.view.text))
    assert plain.text == "甲丙戊"
    assert [text[plain.place(index)] for index in range(3)] == ["甲", "丙", "戊"]
