"""How long an item lasts: terms for paying and prohibitions."""

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import item


@pytest.fixture
def terms(told):
    """Kind, months, days and reason of each item with a term."""

    def read(words):
        document, parties = told(disposition=words)
        return [
            (
                row["kind"],
                row.get("term_months"),
                row.get("term_days"),
                row.get("term_months_abstained"),
            )
            for row in item.read(document, parties, walk(document, parties))
        ]

    return read


SENTENCE = "被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元"


@pytest.mark.parametrize(
    ("words", "months", "days"),
    [
        ("（罚金限判决生效后十日内缴纳）", 0, 10),
        ("（罚金于本判决生效之日起三个月内缴清）", 3, 0),
        ("（罚金自判决发生法律效力第二日起30日内一次性缴纳）", 0, 30),
        ("（即自2031年1月5日起至2032年1月4日止。罚金限判决生效后六个月内缴纳）", 6, 0),
        ("，罚金于判决生效后一个半月内缴纳", 1, 15),
    ],
)
def test_a_term_for_paying(terms, words, months, days):
    assert ("fine_term", months, days, None) in terms(f"{SENTENCE}{words}。")


def test_paid_at_once_has_no_length(terms):
    assert terms(f"{SENTENCE}（罚金限判决生效后即缴纳）。") == [("fine_term", None, None, None)]


def test_two_lengths_are_declined(terms):
    words = "（罚金限判决生效后一个月内缴纳一千元，余款于判决生效后三个月内缴清）"
    assert terms(f"{SENTENCE}{words}。") == [("fine_term", None, None, "several lengths")]


def test_a_length_with_two_readings_is_declined(terms):
    words = "（罚金限判决生效后一月内缴纳）"
    assert terms(f"{SENTENCE}{words}。") == [("fine_term", None, None, "length not readable")]


def test_a_prohibition_has_its_length(terms):
    words = f"{SENTENCE}。禁止被告人张三自刑罚执行完毕之日起三年内从事相关职业。"
    assert ("prohibition", 36, 0, None) in terms(words)


def test_a_prohibition_as_long_as_probation_has_none(terms):
    words = f"{SENTENCE}。禁止被告人张三在缓刑考验期内进入网吧。"
    assert ("prohibition", None, None, None) in terms(words)
