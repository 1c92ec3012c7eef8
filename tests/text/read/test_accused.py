"""Charges the indictment brings."""

import pytest

from xiezhi.text.read import accused

OFFICE = "公诉机关某市某区人民检察院。 "
TWO = (
    f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。 "
    "被告人王五，男，1992年1月2日出生。"
)


def rows(told, words, **parts):
    document, parties = told(
        procedure=f"某市某区人民检察院以某检刑诉（2031）7号起诉书指控{words}，"
        "于2031年3月1日向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。现已审理终结。",
        **parts,
    )
    return [(r["ordinal"], r.get("charge")) for r in accused.read(document, parties)]


def test_charges_by_defendant(told):
    assert rows(
        told,
        "被告人张三犯盗窃罪、诈骗罪，被告人李四、王五犯掩饰、隐瞒犯罪所得罪",
        parties=TWO,
    ) == [
        (1, "盗窃罪"),
        (1, "诈骗罪"),
        (2, "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
        (3, "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
    ]


@pytest.mark.parametrize(
    "words", ["三被告人犯盗窃罪", "被告人张三等三人犯盗窃罪", "上述被告人犯盗窃罪一案"]
)
def test_charges_against_all(told, words):
    assert rows(told, words, parties=TWO) == [(1, "盗窃罪"), (2, "盗窃罪"), (3, "盗窃罪")]


@pytest.mark.parametrize(
    ("words", "charge"),
    [
        ("被告人张三犯贩卖、运输毒品罪", "走私、贩卖、运输、制造毒品罪"),
        ("被告人张三涉嫌犯盗窃罪一案", "盗窃罪"),
        ("被告人张三犯盗窃一案", "盗窃罪"),
        ("被告人张三犯侵犯公民个人信息罪", "侵犯公民个人信息罪"),
    ],
)
def test_spellings(told, words, charge):
    assert rows(told, words) == [(1, charge)]


def test_two_charges_with_one_word_for_both(told):
    assert rows(told, "被告人张三犯抢劫、盗窃罪") == [(1, "抢劫罪"), (1, "盗窃罪")]


def test_a_charge_the_list_does_not_know_is_declined(told):
    assert rows(told, "被告人张三犯莫须有罪") == [(1, None)]


def test_the_article_the_prosecutor_asks_for(told):
    document, parties = told(
        facts="某市某区人民检察院指控，被告人张三盗窃他人财物。公诉机关认为，被告人张三的行为触犯了"
        "《中华人民共和国刑法》第二百六十四条之规定，应当以盗窃罪追究其刑事责任。 "
        "经审理查明，被告人张三盗窃他人财物。"
    )
    (row,) = accused.read(document, parties)
    assert (row["charge"], row["article"], row["accused_ordinal"]) == ("盗窃罪", "264", 1)
