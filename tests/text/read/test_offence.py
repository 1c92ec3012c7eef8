"""When the offence was committed."""

from datetime import date

import pytest

from xiezhi.text.facts import Fact
from xiezhi.text.read import offence

BASIS = "本院认为，被告人张三犯盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下："
JUDGED = date(2032, 5, 6)


def days(told, facts, judged=JUDGED):
    document, _ = told(reasoning=BASIS, facts=facts)
    found = offence.read(document, judged)
    return found.first.value, found.last.value, found.precision


def test_one_day(told):
    story = "经审理查明，2031年3月1日22时许，被告人张三窜至某小区盗窃电动车一辆。上述事实，有证人证言证实。"
    assert days(told, story) == (date(2031, 3, 1), date(2031, 3, 1), "Y-M-D")


def test_from_the_first_to_the_last_of_several(told):
    story = "经审理查明，2031年3月1日，被告人张三盗窃手机一部；同年8月2日，又盗窃电动车一辆。"
    assert days(told, story) == (date(2031, 3, 1), date(2031, 8, 2), "Y-M-D")


def test_a_month_is_as_wide_as_it_may_be(told):
    story = "经审理查明，2031年2月，被告人张三盗窃手机一部。"
    assert days(told, story) == (date(2031, 2, 1), date(2031, 2, 28), "Y-M")


@pytest.mark.parametrize(
    ("told_days", "first", "last"),
    [
        ("2031年1月至9月", date(2031, 1, 1), date(2031, 9, 30)),
        ("2031年3月初至4月底", date(2031, 3, 1), date(2031, 4, 30)),
        ("2031年1月5日至8日", date(2031, 1, 5), date(2031, 1, 8)),
        ("2031年1月5日、7日、9日", date(2031, 1, 5), date(2031, 1, 9)),
        ("2031年1月31日22时许至2月1日凌晨", date(2031, 1, 31), date(2031, 2, 1)),
        ("2031年1月至同年4月", date(2031, 1, 1), date(2031, 4, 30)),
    ],
)
def test_a_period_ends_where_it_says_so_without_its_year_again(told, told_days, first, last):
    story = f"经审理查明，{told_days}，被告人张三多次盗窃手机。"
    assert days(told, story)[:2] == (first, last)


def test_a_number_behind_a_day_that_is_none_ends_nothing(told):
    story = "经审理查明，2031年1月5日，被告人张三盗窃手机、6日后又归还。"
    assert days(told, story)[:2] == (date(2031, 1, 5), date(2031, 1, 5))


def test_arrest_and_earlier_sentences_are_none_of_the_story(told):
    story = (
        "经审理查明，被告人张三2028年5月4日因犯盗窃罪被某区人民法院判处有期徒刑一年。"
        "2031年3月1日，被告人张三盗窃手机一部。2031年4月9日，被告人张三在家中被公安机关抓获。"
    )
    assert days(told, story) == (date(2031, 3, 1), date(2031, 3, 1), "Y-M-D")


def test_dates_of_the_evidence_are_not_read(told):
    story = (
        "经审理查明，2031年3月1日，被告人张三盗窃手机一部。"
        "上述事实，有下列证据证实：证人李某的证言，2030年1月1日其购买手机。"
    )
    assert days(told, story) == (date(2031, 3, 1), date(2031, 3, 1), "Y-M-D")


def test_a_day_after_the_judgment_is_a_misprint_and_not_taken(told):
    story = "经审理查明，2033年3月1日，被告人张三盗窃手机一部。"
    assert days(told, story) == (None, None, None)


def test_no_day_at_all_is_said(told):
    document, _ = told(reasoning=BASIS, facts="经审理查明，被告人张三盗窃手机一部。")
    assert offence.read(document, JUDGED).first.abstained == "no day of the offence in the findings"


def test_several_charges_leave_the_days_open():
    counts = [{"charge": "盗窃罪"}, {"charge": "诈骗罪"}]
    day = Fact(date(2031, 3, 1))
    offence.date_counts(counts, offence.Offence(day, day, "Y-M-D"))
    assert [row.get("offence_from") for row in counts] == [None, None]
    assert counts[0]["offence_from_abstained"] == "several charges: days not told apart"


def test_several_defendants_of_one_charge_have_its_days():
    counts = [{"charge": "盗窃罪"}, {"charge": "盗窃罪"}]
    day = Fact(date(2031, 3, 1))
    offence.date_counts(counts, offence.Offence(day, day, "Y-M-D"))
    assert [row["offence_to"] for row in counts] == [date(2031, 3, 1)] * 2
    assert counts[0]["offence_precision"] == "Y-M-D"


def test_an_appraisal_told_with_the_deed_takes_its_day_away_from_nothing(told):
    story = (
        "经审理查明，1、2031年3月1日，被告人张三殴打被害人李四，经鉴定其伤情为轻微伤。"
        "2、2031年4月2日，被告人张三殴打被害人王五。2031年5月9日，经鉴定，王五的伤情为轻伤。"
    )
    assert days(told, story) == (date(2031, 3, 1), date(2031, 4, 2), "Y-M-D")


def referred(told, accusation, facts="经审理查明的事实与公诉机关指控的事实一致。"):
    document, _ = told(reasoning=BASIS, facts=accusation + facts)
    found = offence.read(document, JUDGED)
    return found.first.value, found.last.value


def test_findings_that_are_the_accusation_again(told):
    charged = (
        "某市某区人民检察院指控，2031年3月1日，被告人张三伙同李某（已判决）盗窃手机一部；同年8月2日，"
        "又盗窃电动车一辆。被告人张三对指控的事实没有异议。2032年1月5日其又提交了悔过书。"
    )
    assert referred(told, charged) == (date(2031, 3, 1), date(2031, 8, 2))


def test_findings_that_are_those_of_the_first_court(told):
    below = "原判认定，2031年3月1日，被告人张三盗窃手机一部。原审法院认为，应予惩处，刑期自2031年4月9日起。"
    assert referred(told, below, "经审理查明的事实与原判认定的事实、证据一致。") == (
        date(2031, 3, 1),
        date(2031, 3, 1),
    )


def test_deeds_each_with_its_evidence_are_not_bounded(told):
    charged = (
        "某市某区人民检察院指控：一、2031年3月1日，被告人张三盗窃手机一部。证人李某的证言证实丢失经过。"
        "二、2031年8月2日，又盗窃电动车一辆。"
    )
    assert referred(told, charged) == (None, None)


def test_an_accusation_is_not_what_the_court_found(told):
    charged = "某市某区人民检察院指控，2031年3月1日，被告人张三盗窃手机一部。"
    assert referred(told, charged, "经审理查明，被告人张三盗窃手机一部。") == (None, None)


def test_deeds_behind_the_evidence_of_the_first_leave_the_end_open(told):
    story = (
        "经审理查明，一、2031年3月1日，被告人张三盗窃手机一部。上述事实，有证人证言证实，足以认定。"
        "二、2031年6月21日，被告人张三盗窃电动车一辆。上述事实，有被害人陈述证实。"
    )
    assert days(told, story)[:2] == (date(2031, 3, 1), None)


def test_counted_evidence_is_no_further_deed(told):
    story = (
        "经审理查明，2031年3月1日，被告人张三盗窃手机一部。上述事实，有下列证据证实：1、证人证言。"
        "2、2031年9月2日辨认笔录，证实张三被认出。"
    )
    assert days(told, story)[:2] == (date(2031, 3, 1), date(2031, 3, 1))
