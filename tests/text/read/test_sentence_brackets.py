"""One bracket at the end that speaks of every defendant in turn."""

from datetime import date

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import sentence

TWO = (
    "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 "
    "被告人曾四，男，1991年1月2日出生。"
)
SHARED = (
    "一、被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金二千元。 "
    "二、被告人曾四犯盗窃罪，判处有期徒刑六个月，并处罚金一千元。 "
    "三、驳回附带民事诉讼原告人王五的其他诉讼请求。 "
    "（刑期从判决执行之日起计算。被告人张三的刑期自2031年1月5日起至2032年1月4日止；"
    "被告人曾四的刑期自2031年1月20日起至2031年7月4日止（先行羁押的15日已予折抵）。"
    "被告人张三的罚金已缴纳。）"
)


@pytest.fixture
def rows(told):
    """The sentences of all defendants."""

    def read(words, **parts):
        document, parties = told(disposition=words, **parts)
        return sentence.read(document, parties, walk(document, parties))

    return read


def test_each_term_and_remark_goes_to_whom_it_names(rows):
    first, second = rows(SHARED, parties=TWO)
    assert (first["starts"], first["ends"]) == (date(2031, 1, 5), date(2032, 1, 4))
    assert (second["starts"], second["ends"]) == (date(2031, 1, 20), date(2031, 7, 4))
    assert first["fine_paid"] is True
    assert second["offset_days"] == 15
    assert "fine_paid" not in second
    assert "offset_days" not in first


def test_a_remark_in_another_bracket_than_the_sentence_is_still_the_only_defendants(rows):
    row = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金二千元。 二、责令退赔五百元。 "
        "（羁押一日折抵刑期一日。罚金已缴纳。）"
    )[0]
    assert row["fine_paid"] is True


def test_a_charge_that_is_in_no_list_is_not_taken_for_one(rows):
    row = rows("被告人张三犯某某某某某罪，判处有期徒刑一年。")[0]
    assert "charges" not in row
    assert row["charges_abstained"] == "not in the list of charges"


def test_several_crimes_are_no_charge(rows):
    row = rows(
        "被告人张三犯盗窃罪，判处有期徒刑一年；犯诈骗罪，判处有期徒刑一年；"
        "犯数罪，应当数罪并罚，决定执行有期徒刑一年六个月。"
    )[0]
    assert row["charges"] == ["盗窃罪", "诈骗罪"]
    assert row["months"] == 18
