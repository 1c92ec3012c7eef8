"""Printed terms, credit, payment, prohibitions: what stands beside a sentence."""

from datetime import date

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import sentence

TWO = (
    "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 "
    "被告人李四，男，1991年1月2日出生。"
)


@pytest.fixture
def first(told):
    """The first defendant's row."""

    def read(words, **parts):
        document, parties = told(disposition=words, **parts)
        return sentence.read(document, parties, walk(document, parties))[0]

    return read


def bracket(words):
    return (
        "被告人张三犯盗窃罪，判处有期徒刑一年。 "
        f"（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日{words}）"
    )


@pytest.mark.parametrize(
    "printed",
    [
        "，即自2031年1月5日起至2032年1月4日止",
        "。即从二〇三一年一月五日起至二○三二年一月四日止",
        "，即自２０３１年１月５日起至２０３２年１月４日止",
        "，刑期自2031年1月5日起至2032年1月4日止",
        "，即自2031年1月5日（羁押之日）起至2032年1月4日止",
        "，即2031年1月5日起至2032年1月4日止",
        "，即自2031年1月5日起2032年1月4日止",
        "，即自2031年1月5日至2032年1月4日止",
        "，即自2031.01.05起至2032.01.04止",
        "。自2031年1月5日至2032年1月4日止",
        "。自2031年1月5日至2032年1月4日。罚金限十日内缴纳",
        "，自2030年1月1日至2030年1月3日予以扣除，即自2031年1月5日起至2032年1月4日止",
        "，即自2031-1-5起至2032-1-4止",
        "，即自2031年1月5日起，扣除先行羁押的三日，至2032年1月4日止",
        "，即自2031年1月5日起折抵2030年1月1日至2030年1月3日的羁押3日至2032年1月4日止",
        "，即自2031年1月5日起至2032年1月9日止；扣除先行羁押的五日，刑满日期为2032年1月4日",
        "，即自2031年1月5日起至2031年12月4日止，期间取保候审一个月，刑期顺延至2032年1月4日止",
        "，扣除先行羁押的三日，即自2031年1月5日起至2032年1月4日止",
        "，其中自2030年1月1日起至2030年1月3日止共3日予以折抵，即自2031年1月5日起至2032年1月4日止",
        "，即自2030年1月1日起至2030年1月3日止的羁押期间先予折抵后，再自2031年1月5日起至2032年1月4日止",
    ],
)
def test_printed_terms(first, printed):
    row = first(bracket(printed))
    assert (row["starts"], row["ends"]) == (date(2031, 1, 5), date(2032, 1, 4))


def test_a_term_straight_behind_a_fine_without_brackets(first):
    row = first(
        "被告人张三犯盗窃罪，判处有期徒刑一年，剥夺政治权利一年，并处罚金三千元刑期自2031年1月5日起至2032年1月4日止。"
    )
    assert (row["starts"], row["ends"]) == (date(2031, 1, 5), date(2032, 1, 4))


def test_the_term_of_an_earlier_sentence_is_not_taken(first):
    row = first(
        "被告人张三犯盗窃罪，判处有期徒刑一年；此前被告人张三因犯诈骗罪，被判处有期徒刑二年"
        "（刑期自2030年1月5日起至2032年1月4日止）。决定执行有期徒刑二年六个月"
        "（刑期自2030年1月5日起至2032年7月4日止）。"
    )
    assert (row["starts"], row["ends"]) == (date(2030, 1, 5), date(2032, 7, 4))


@pytest.mark.parametrize(
    "days", ["（自2031年1月5日至2032年1月4日）", "（2031年1月5日至2032年1月4日）"]
)
def test_two_days_in_a_bracket_behind_the_penalty(first, days):
    row = first(f"被告人张三犯盗窃罪，判处有期徒刑一年{days}，并处罚金一千元。")
    assert (row["starts"], row["ends"]) == (date(2031, 1, 5), date(2032, 1, 4))


@pytest.mark.parametrize("words", ["刑期至2032年1月4日止", "刑满日期为2032年1月4日"])
def test_a_last_day_without_a_first(first, words):
    row = first(f"被告人张三犯盗窃罪，判处有期徒刑一年（{words}）。")
    assert (row.get("starts"), row["ends"]) == (None, date(2032, 1, 4))


def test_square_brackets(first):
    row = first("被告人张三犯盗窃罪，判处有期徒刑一年［刑期自2031年1月5日起至2032年1月4日止］。")
    assert (row["starts"], row["ends"]) == (date(2031, 1, 5), date(2032, 1, 4))


def test_a_last_day_of_the_same_year(first):
    row = first(bracket("，即自2031年1月5日起至同年7月4日止"))
    assert row["ends"] == date(2031, 7, 4)


def test_a_day_that_no_calendar_has_is_kept_as_text(first):
    row = first(bracket("，即自2031年3月1日起至2032年2月30日止"))
    assert row["starts"] == date(2031, 3, 1)
    assert "ends" not in row
    assert row["ends_text"] == "2032年2月30日"
    assert "no day 30" in row["ends_abstained"]


def test_a_term_in_pieces_is_not_put_together(first):
    row = first(bracket("，即自2030年1月5日起至2030年2月4日、2031年1月5日起至2031年12月4日止"))
    assert "starts" not in row
    assert row["starts_abstained"] == "the term is printed in pieces"


def test_two_terms_for_one_person_are_not_chosen_from(first):
    row = first(
        bracket("，即自2031年1月5日起至2032年1月4日止")
        + " （刑期即自2031年2月5日起至2032年2月4日止）"
    )
    assert row["starts_abstained"] == "several terms are printed"


def test_the_term_of_the_penalty_that_is_executed(first):
    row = first(
        bracket(
            "，拘役的刑期自2031年1月5日起至2031年3月4日止，有期徒刑的刑期自2031年3月5日起至2032年3月4日止"
        )
    )
    assert row["ends"] == date(2032, 3, 4)


@pytest.mark.parametrize(
    "words",
    [
        "被告人张三犯盗窃罪，判处有期徒刑一年，缓刑二年。（缓刑考验期限，从判决确定之日起计算，"
        "即自2031年4月1日起至2033年3月31日止。）",
        "被告人张三犯盗窃罪，判处有期徒刑一年，剥夺政治权利一年。"
        "（剥夺政治权利的期限自2032年1月5日起至2033年1月4日止。）",
        "被告人张三犯盗窃罪，判处有期徒刑一年，剥夺政治权利一年（2032年1月5日至2033年1月4日）。",
        "被告人张三犯盗窃罪，判处有期徒刑一年，缓刑二年（2031年4月1日至2033年3月31日）。",
    ],
)
def test_other_periods_are_no_term(first, words):
    assert "starts" not in first(words)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("，已折抵刑期十六日，即自2031年1月5日起至2031年12月19日止", 16),
        ("，即自2031年1月5日起至2031年12月19日止，先行羁押的16日已折抵", 16),
        ("，扣除先行羁押的16日，即自2031年1月5日起至2031年12月19日止", 16),
    ],
)
def test_days_credited(first, words, days):
    row = first(bracket(words))
    assert row["offset_days"] == days
    assert row["offset_text"]


def test_the_general_rule_is_no_credit(first):
    assert "offset_text" not in first(bracket("，即自2031年1月5日起至2032年1月4日止"))


def test_a_credit_in_months_is_text(first):
    row = first(bracket("，扣除先行羁押的二个月零三日，即自2031年1月5日起至2031年11月1日止"))
    assert "offset_days" not in row
    assert row["offset_days_abstained"] == "stated in months"
    assert "二个月零三日" in row["offset_text"]


def test_a_last_day_put_off(first):
    row = first(
        bracket("，羁押期间取保候审的，刑期的终止日顺延，即自2031年1月5日起至2032年6月4日止")
    )
    assert row["offset_text"] == "羁押期间取保候审的，刑期的终止日顺延"


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ("并处罚金人民币二千元（已缴纳）", True),
        ("并处罚金人民币二千元。（罚金已全部缴清。）", True),
        ("并处罚金人民币二千元（限判决生效后十日内缴纳）", None),
        ("并处罚金人民币二千元（已缴纳一千元）", None),
        ("并处罚金人民币四万元（已缴纳三万，余款限十日内缴纳）", None),
    ],
)
def test_fines_paid(first, words, paid):
    row = first(f"被告人张三犯盗窃罪，判处拘役四个月，{words}。")
    assert row.get("fine_paid") is paid


def test_prohibition_during_probation(first):
    row = first(
        "一、被告人张三犯盗窃罪，判处有期徒刑一年，缓刑二年。 "
        "二、禁止被告人张三在缓刑考验期内从事食品生产、销售活动。"
    )
    assert row["prohibition_months"] == 24
    assert "occupation_ban_months" not in row


def test_occupation_ban(first):
    row = first(
        "一、被告人张三犯盗窃罪，判处有期徒刑一年。 "
        "二、禁止被告人张三自刑罚执行完毕之日或者假释之日起三年内从事证券业务。"
    )
    assert row["occupation_ban_months"] == 36


def test_a_prohibition_for_the_other_one(first):
    row = first(
        "一、被告人张三犯盗窃罪，判处有期徒刑一年，缓刑一年。 "
        "二、被告人李四犯盗窃罪，判处有期徒刑一年，缓刑二年。 "
        "三、禁止被告人李四在缓刑考验期内进入娱乐场所。",
        parties=TWO,
    )
    assert "prohibition_months" not in row


@pytest.mark.parametrize(
    "length", ["有期徒刑一年九月八", "有期徒刑六个", "有期徒刑×年", "有期徒刑年七年"]
)
def test_lengths_that_cannot_be_read(first, length):
    row = first(f"被告人张三犯盗窃罪，判处{length}。")
    assert "months" not in row
    assert row["sentence_abstained"].startswith("term:")
    assert row["penalty_kind"] == "fixed_term"
