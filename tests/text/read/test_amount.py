"""Amounts the court finds."""

from decimal import Decimal

import pytest

from xiezhi.text.read import amount

BASIS = "依照《中华人民共和国刑法》第二百六十四条之规定，判决如下："


def rows(told, reasoning="被告人张三犯盗窃罪。", facts="经审理查明，被告人张三盗窃。", **parts):
    document, parties = told(reasoning=f"本院认为，{reasoning}{BASIS}", facts=facts, **parts)
    return [
        (r.get("ordinal"), r["kind"], r.get("amount"), r.get("scale_word"))
        for r in amount.read(document, parties)
    ]


@pytest.mark.parametrize(
    ("words", "kind", "value", "scale"),
    [
        ("秘密窃取他人财物，价值125000元，数额巨大", "taken", "125000", "巨大"),
        ("骗取他人人民币686.22万元，数额特别巨大", "taken", "6862200", "特别巨大"),
        ("非法收受他人现金人民币99，000元，数额较大", "bribe", "99000", "较大"),
        ("利用职务上的便利，索取他人现金人民币99000元，数额较大", "bribe", "99000", "较大"),
        ("采用要挟的方法，强行索取他人人民币7119元，数额较大", "taken", "7119", "较大"),
        ("采用威胁的方法，向他人索取人民币7119元，勒索数额较大", "taken", "7119", "较大"),
        ("采用暴力方法劫取他人财物7119元，数额巨大", "taken", "7119", "巨大"),
    ],
)
def test_the_amount_beside_the_scale(told, words, kind, value, scale):
    assert rows(told, f"被告人张三{words}。") == [(1, kind, Decimal(value), scale)]


def test_a_scale_without_an_amount_says_so(told):
    assert rows(told, "被告人张三窃取他人财物，数额较大。") == [(1, "taken", None, "较大")]


def test_scales_told_one_by_one_go_to_those_told_before(told):
    head = (
        "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 "
        "被告人李四，男，1991年1月2日出生。"
    )
    theft = "被告人张三、李四窃取他人财物，数额分别"
    assert rows(told, f"{theft}巨大、较大。", parties=head) == [
        (1, "taken", None, "巨大"),
        (2, "taken", None, "较大"),
    ]
    assert [row[3] for row in rows(told, f"{theft}较大。", parties=head)] == ["较大", "较大"]
    three = rows(told, f"{theft}达到特别巨大、巨大和较大。", parties=head)
    assert [row[3] for row in three] == [None, None]


def test_an_approximate_amount(told):
    document, parties = told(
        facts="经审理查明，被告人张三盗窃财物共计价值人民币2万余元。",
        reasoning=f"本院认为，被告人张三犯盗窃罪。{BASIS}",
    )
    (row,) = amount.read(document, parties)
    assert (row["amount"], row["approximate"]) == (Decimal(20000), True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("被告人张三骗取他人钱款共计241万元。", [(1, "taken", Decimal(2410000), None)]),
        ("被告人张三从中非法获利5万元。", [(1, "gain", Decimal(50000), None)]),
        ("被告人张三造成经济损失人民币3000元。", [(1, "loss", Decimal(3000), None)]),
        ("案发后，被告人张三赔偿被害人经济损失共计人民币3000元。", []),
        ("案发后，被告人张三退出违法所得人民币300元。", []),
    ],
)
def test_totals_in_the_findings(told, words, expected):
    assert rows(told, facts=f"经审理查明，{words}") == expected


def test_the_evidence_is_no_finding(told):
    assert (
        rows(
            told,
            facts="经审理查明，被告人张三盗窃。上述事实，有下列证据证实：证人证言，被盗财物共计价值3000元。",
        )
        == []
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "被告人张三以不合格产品冒充合格产品，销售金额共计人民币262000元，其行为已构成生产、销售伪劣产品罪",
            [(1, "taken", Decimal(262_000), None)],
        ),
        ("被告人张三销售伪劣产品，销售金额共计人民币262000元，应当从重处罚", []),
        ("被告人张三向赵六行贿2万元，向钱七行贿1万元，其行为已构成行贿罪", []),
    ],
)
def test_totals_of_the_reasoning_where_the_findings_tell_none(told, words, expected):
    facts = "经审理查明的事实与原判认定的事实一致。"
    assert rows(told, facts=facts, reasoning=f"本院认为，{words}。{BASIS}") == expected
