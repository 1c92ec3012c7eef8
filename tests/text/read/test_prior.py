"""Earlier convictions and sanctions."""

import datetime
from decimal import Decimal

import pytest

from xiezhi.text.read import prior

OFFICE = "公诉机关某市某区人民检察院。 "
PRESENT = "因本案于2031年1月5日被刑事拘留。"


def day(text):
    return datetime.date.fromisoformat(text)


def rows(told, words, **parts):
    document, parties = told(
        parties=f"{OFFICE}被告人张三，男，1990年1月2日出生。{words}{PRESENT}", **parts
    )
    return prior.read(document, parties)


def test_a_conviction_with_its_release(told):
    (row,) = rows(
        told,
        "曾因犯盗窃罪于2020年5月6日被某市某区人民法院判处有期徒刑一年六个月，缓刑二年，"
        "并处罚金人民币三千元，2021年8月9日刑满释放。",
    )
    assert row["kind"] == "conviction"
    assert row["charge"] == "盗窃罪"
    assert row["authority"] == "某市某区人民法院"
    assert (row["decided_date"], row["decided_precision"]) == (day("2020-05-06"), "Y-M-D")
    assert (row["penalty_kind"], row["months"], row["days"]) == ("fixed_term", 18, 0)
    assert (row["probation_months"], row["fine"]) == (24, Decimal(3000))
    assert (row["release_kind"], row["release_date"]) == ("served", day("2021-08-09"))


def test_each_record_keeps_what_is_its_own(told):
    first, second, third = rows(
        told,
        "曾因犯抢劫罪于2003年7月被某市人民法院判处有期徒刑三年；又因犯贩卖毒品罪于2008年3月5日"
        "被本院判处拘役五个月，2008年8月4日刑满释放。2011年因吸毒被某市公安局行政拘留十五日，"
        "并处罚款500元。",
    )
    assert (first["decided_date"], first["decided_precision"]) == (day("2003-07-01"), "Y-M")
    assert "release_kind" not in first
    assert (second["charge"], second["penalty_kind"]) == (
        "走私、贩卖、运输、制造毒品罪",
        "criminal_detention",
    )
    assert second["release_date"] == day("2008-08-04")
    assert (third["kind"], third["days"], third["fine"]) == (
        "administrative_sanction",
        15,
        Decimal(500),
    )
    assert [row["prior_ordinal"] for row in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("2012年3月4日被假释。", "parole"),
        ("经减刑于2012年3月4日释放。", "remission"),
        ("2012年3月4日刑满释放。", "served"),
        ("2012年3月4日释放。", "released"),
    ],
)
def test_kinds_of_release(told, words, kind):
    (row,) = rows(told, f"2009年因犯抢劫罪被某市人民法院判处有期徒刑五年，{words}")
    assert (row["release_kind"], row["release_date"]) == (kind, day("2012-03-04"))


@pytest.mark.parametrize(
    ("words", "kind", "months"),
    [
        ("2016年7月4日因吸毒被某市公安局强制隔离戒毒二年。", "drug_treatment", 24),
        ("2016年7月4日被某市人民检察院决定不起诉。", "non_prosecution", None),
        ("2016年7月4日因盗窃被劳动教养一年。", "administrative_sanction", 12),
    ],
)
def test_other_records(told, words, kind, months):
    (row,) = rows(told, words)
    assert (row["kind"], row.get("months")) == (kind, months)
    assert row["decided_date"] == day("2016-07-04")


def test_several_decisions_of_one_kind_told_together(told):
    found = rows(told, "因吸毒，分别于2018年1月2日、2019年3月4日被某市公安局行政拘留十日。")
    assert [row["decided_date"] for row in found] == [day("2018-01-02"), day("2019-03-04")]


def test_a_total_stands_over_its_counts(told):
    (row,) = rows(
        told,
        "2016年7月4日因犯盗窃罪、诈骗罪被某市人民法院分别判处有期徒刑二年、有期徒刑一年，"
        "决定执行有期徒刑二年六个月。",
    )
    assert row["months"] == 30


def test_of_several_charges_a_drug_offence_is_told(told):
    (row,) = rows(told, "2016年7月4日因犯盗窃罪、非法持有毒品罪被某市人民法院判处有期徒刑二年。")
    assert row["charge"] == "非法持有毒品罪"


def test_a_charge_the_list_does_not_know_is_declined(told):
    (row,) = rows(told, "2016年7月4日因犯莫须有罪被某市人民法院判处有期徒刑二年。")
    assert row["charge_abstained"] == "not in the list of charges"


def test_the_present_case_is_no_earlier_one(told):
    assert rows(told, "因涉嫌犯盗窃罪于2031年1月4日被某市公安局行政拘留十日。") == []


def test_the_findings_add_a_release_the_head_lacks(told):
    (row,) = rows(
        told,
        "2016年7月4日因犯盗窃罪被某市人民法院判处有期徒刑二年。",
        facts="经审理查明，被告人张三曾因犯盗窃罪于2016年7月4日被某市人民法院判处有期徒刑二年，"
        "2018年7月3日刑满释放。",
    )
    assert row["release_date"] == day("2018-07-03")


def test_what_the_findings_say_of_another_is_not_his(told):
    assert (
        rows(
            told,
            "",
            facts="经审理查明，同案人李四曾因犯盗窃罪于2016年7月4日被某市人民法院判处有期徒刑二年，"
            "2018年7月3日刑满释放，与被告人张三相识。",
        )
        == []
    )


@pytest.mark.parametrize(
    ("words", "revoked"),
    [
        ("判处有期徒刑一年，缓刑二年，缓刑后被撤销", True),
        ("判处有期徒刑一年，缓刑二年；2029年5月6日被撤销缓刑，收监执行", True),
        ("判处有期徒刑一年，缓刑二年", None),
    ],
)
def test_an_earlier_probation_revoked_before(told, words, revoked):
    head = (
        "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生，汉族。"
        f"因犯盗窃罪，于2028年1月2日被某市某区人民法院{words}。"
    )
    rows = prior.read(*told(parties=head))
    assert rows[0]["probation_months"] == 24
    assert rows[0].get("probation_revoked") is revoked


@pytest.mark.parametrize(
    ("words", "under_age"),
    [
        ("有期徒刑九个月（犯罪时未满十八周岁），2025年11月1日刑满释放", True),
        ("有期徒刑九个月，2025年11月1日刑满释放（未成年犯罪）", True),
        ("有期徒刑九个月，属未成年人犯罪", True),
        ("有期徒刑九个月，在未成年犯管教所服刑，2025年11月1日刑满释放", None),
    ],
)
def test_an_earlier_crime_of_a_minor(told, words, under_age):
    (row,) = convictions(
        told, f"因犯盗窃罪，于2025年3月2日被某市某区人民法院判处{words}。{PRESENT}"
    )
    assert row.get("under_age") is under_age


def test_a_total_with_day_and_charge_of_its_own_is_a_further_conviction(told):
    first, second = convictions(
        told,
        "因犯抢劫罪于2010年1月22日被某市人民法院判处有期徒刑十个月；因犯诈骗罪、赌博罪于2019年12月29日"
        "被本院决定合并执行有期徒刑十年，2028年12月23日刑满释放。",
    )
    assert (first["charge"], first["months"], "release_date" in first) == ("抢劫罪", 10, False)
    assert (second["charge"], second["months"]) == ("诈骗罪", 120)
    assert second["release_date"] == day("2028-12-23")


def test_the_age_at_the_present_crime_is_not_that_at_the_earlier(told):
    (row,) = convictions(
        told,
        "因犯盗窃罪，于2025年3月2日被某市某区人民法院判处有期徒刑九个月。因本案（作案时未满十八周岁）"
        "于2026年1月5日被刑事拘留。",
    )
    assert "under_age" not in row


def convictions(told, words):
    head = f"公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生，汉族。{words}"
    return prior.read(*told(parties=head))


def test_two_years_are_two_records_and_a_sentence_may_be_carried_out(told):
    rows = convictions(
        told,
        "2017年因犯非法拘禁罪被判处管制一年，2019年因犯诈骗罪被判处有期徒刑二年，"
        "2021年7月19日刑罚执行完毕。",
    )
    assert [row["penalty_kind"] for row in rows] == ["public_surveillance", "fixed_term"]
    assert rows[1]["release_date"] == datetime.date(2021, 7, 19)
    assert rows[1]["release_kind"] == "served"


def test_an_earlier_conviction_that_is_told_as_suspected(told):
    rows = convictions(
        told,
        "因涉嫌贩卖毒品，于2021年4月2日被某市某区人民法院判处有期徒刑三年，2022年12月24日刑满释放。",
    )
    assert [(row["months"], row["release_kind"]) for row in rows] == [(36, "served")]


def test_a_revocation_told_with_a_later_sanction(told):
    rows = convictions(
        told,
        "2024年9月16日因犯招摇撞骗罪被某市人民法院判处有期徒刑一年，缓刑一年六个月，"
        "2025年3月20日因非法持有警械被某市公安局行政拘留十五日，同年4月4日被撤销缓刑收监执行。",
    )
    assert any(row.get("probation_revoked") for row in rows)
