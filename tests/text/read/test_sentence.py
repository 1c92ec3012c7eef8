"""The sentence executed: one defendant, one judgment of first instance."""

from datetime import date

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import sentence

OFFICE = "公诉机关某市某区人民检察院。 "


@pytest.fixture
def row(told):
    """Reads a disposition about 张三 and gives his row without spans."""

    def read(words, **parts):
        document, parties = told(disposition=words, **parts)
        rows = sentence.read(document, parties, walk(document, parties))
        assert len(rows) == 1
        return {
            key: value
            for key, value in rows[0].items()
            if not key.endswith(("_span", "_from")) and key not in ("ordinal", "name", "kind")
        }

    return read


TERM = (
    "（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，"
    "即自2031年1月5日起至2032年7月4日止。）"
)


def test_one_charge_with_fine_and_term(row):
    assert row(f"被告人张三犯盗窃罪，判处有期徒刑一年六个月，并处罚金人民币三千元。 {TERM} ") == {
        "outcome": "convicted",
        "charges": ["盗窃罪"],
        "penalty_kind": "fixed_term",
        "months": 18,
        "days": 0,
        "fine": 3000,
        "confiscation": "none",
        "political_rights_life": False,
        "starts": date(2031, 1, 5),
        "ends": date(2032, 7, 4),
        "custody_ratio": 1.0,
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("判处拘役四个月十五日", ("criminal_detention", 4, 15)),
        ("判处管制二年", ("public_surveillance", 24, 0)),
        ("判处有期徒刑一年零十日", ("fixed_term", 12, 10)),
        ("判处有期徒刑3年6个月", ("fixed_term", 42, 0)),
        ("判处有期徒刑壹年陆个月", ("fixed_term", 18, 0)),
        ("判处剥夺政治权利二年", ("rights_alone", None, None)),
        ("判处有期徒刑三年半", ("fixed_term", 42, 0)),
        ("判处有期徒七年", ("fixed_term", 84, 0)),
        ("判处期徒刑十五年", ("fixed_term", 180, 0)),
        ("判处有期徒刑有期徒刑一年", ("fixed_term", 12, 0)),
        ("判处有期徒刑一年年八个月", ("fixed_term", 20, 0)),
        ("判处无期徒刑，剥夺政治权利终身", ("life", None, None)),
        ("判处死刑，缓期二年执行，剥夺政治权利终身", ("death_suspended", None, None)),
        ("判处死刑，剥夺政治权利终身", ("death", None, None)),
        ("单处罚金人民币二千元", ("fine_alone", None, None)),
        ("判处罚金二千元", ("fine_alone", None, None)),
        ("单处剥夺政治权利一年", ("rights_alone", None, None)),
        ("免予刑事处罚", ("none", None, None)),
    ],
)
def test_kinds_and_lengths(row, words, expected):
    read = row(f"被告人张三犯盗窃罪，{words}。")
    assert (read["penalty_kind"], read.get("months"), read.get("days")) == expected


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("缓刑四年", 48),
        ("宣告缓刑一年六个月", 18),
        ("缓刑考验期为二年", 24),
        ("缓期三年", 36),
    ],
)
def test_probation(row, words, months):
    read = row(
        f"被告人张三犯盗窃罪，判处有期徒刑一年，{words}。（缓刑考验期限，从判决确定之日起计算。）"
    )
    assert (read["months"], read["probation_months"]) == (12, months)
    assert "starts" not in read


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("并处罚金人民币三千元", 3000),
        ("并处罚金3，000元", 3000),
        ("并处罚金3,000元", 3000),
        ("并处罚金人民币２０００元", 2000),
        ("并处罚金2.5万元", 25000),
        ("并处罚金伍仟元整", 5000),
        ("并处罚金人民币一万二千元", 12000),
        ("并处罚金人民币元一万五千元", 15000),
        ("并处罚3000元", 3000),
        ("并罚金人民币七十万元", 700000),
        ("并处罚金人民币五千", 5000),
    ],
)
def test_fines(row, words, fine):
    assert row(f"被告人张三犯盗窃罪，判处有期徒刑一年，{words}。")["fine"] == fine


@pytest.mark.parametrize(
    "words", ["并处罚金000元", "并处罚金×元", "并处罚金人民币10＋000元", "并处罚金一万五千万元"]
)
def test_a_spoilt_fine_is_not_read(row, words):
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑一年，{words}。")
    assert "fine" not in read
    assert read["fine_abstained"]
    assert read["months"] == 12


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("并处没收个人全部财产", ("all", None)),
        ("并处没收个人财产人民币十万元", ("part", 100000)),
        ("并处没收财产五万元", ("part", 50000)),
    ],
)
def test_confiscation(row, words, expected):
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑十二年，{words}。")
    assert (read["confiscation"], read.get("confiscation_amount")) == expected


def test_forfeited_tools_are_no_confiscation(row):
    read = row("一、被告人张三犯盗窃罪，判处有期徒刑一年。 二、作案工具手机一部，予以没收。")
    assert read["confiscation"] == "none"


def test_political_rights(row):
    read = row("被告人张三犯盗窃罪，判处有期徒刑十二年，剥夺政治权利三年。")
    assert (read["political_rights_months"], read["political_rights_life"]) == (36, False)


def test_several_charges_have_the_total(row):
    read = row(
        "被告人张三犯盗窃罪，判处有期徒刑三年，并处罚金人民币五千元；犯诈骗罪，判处有期徒刑一年，"
        "并处罚金人民币二千元；伪造公司印章罪，判处拘役四个月。总和刑期四年，并处罚金人民币七千元，"
        "数罪并罚，决定执行有期徒刑三年六个月（刑期自2031年1月5日起至2034年7月4日止），"
        "并处罚金人民币七千元（已缴纳）。"
    )
    assert read["charges"] == ["盗窃罪", "诈骗罪", "伪造公司印章罪"]
    assert (read["months"], read["fine"], read["fine_paid"]) == (42, 7000, True)
    assert read["ends"] == date(2034, 7, 4)


@pytest.mark.parametrize(
    "total",
    [
        "数罪并罚，合并执行有期徒刑三年六个月",
        "合并决定执行有期徒刑三年六个月",
        "数罪并罚，判决执行有期徒刑三年六个月",
        "合并执行三年六个月",
        "两罪并罚，决定对被告人张三执行有期徒刑三年六个月",
        "总和刑期四年，决定有期徒刑三年六个月",
    ],
)
def test_ways_to_state_a_total(row, total):
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑三年；犯诈骗罪，判处有期徒刑一年；{total}。")
    assert (read["penalty_kind"], read["months"]) == ("fixed_term", 42)


def test_several_penalties_without_a_total_are_not_added(row):
    read = row("被告人张三犯盗窃罪，判处有期徒刑三年；犯诈骗罪，判处有期徒刑一年。")
    assert "months" not in read
    assert read["charges"] == ["盗窃罪", "诈骗罪"]
    assert read["sentence_abstained"] == "several counts and no total"


def test_total_with_all_property_absorbs_a_count_s_fine(row):
    read = row(
        "被告人张三犯贩卖毒品罪，判处无期徒刑，剥夺政治权利终身，并处没收个人全部财产；"
        "犯容留他人吸毒罪，判处有期徒刑一年，并处罚金人民币三千元；决定执行无期徒刑，"
        "剥夺政治权利终身，并处没收个人全部财产。"
    )
    assert (read["penalty_kind"], read["confiscation"], read.get("fine")) == ("life", "all", None)
    assert read["political_rights_life"] is True


@pytest.mark.parametrize(
    "earlier",
    [
        "与前罪有期徒刑二年并罚",
        "与原判有期徒刑二年，并处罚金人民币一千元并罚",
        "原犯诈骗罪，判处有期徒刑二年，缓刑三年，撤销缓刑",
        "撤销本院（2029）某0101刑初3号刑事判决对被告人张三犯诈骗罪判处有期徒刑二年，缓刑三年的缓刑部分，"
        "数罪并罚",
        "加上前罪判处的有期徒刑二年",
        "曾因犯诈骗罪，判处有期徒刑二年",
        "连同某市某区人民法院（2029）某0101刑初3号刑事判决判处的有期徒刑二年，数罪并罚",
    ],
)
def test_an_earlier_sentence_is_merged_but_its_charge_is_not_taken(row, earlier):
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑一年；{earlier}，决定执行有期徒刑二年六个月。")
    assert read["charges"] == ["盗窃罪"]
    assert (read["months"], read.get("probation_months")) == (30, None)


def test_revoked_probation_in_an_item_of_its_own(row):
    read = row(
        "一、撤销某市某区人民法院（2029）某0101刑初3号刑事判决中对被告人张三宣告缓刑三年的部分； "
        "二、被告人张三犯盗窃罪，判处有期徒刑一年，与前罪有期徒刑二年并罚，决定执行有期徒刑二年六个月。"
    )
    assert (read["months"], read["probation_revoked"], read["merged_with_prior"]) == (
        30,
        True,
        True,
    )
    assert "probation_months" not in read


def test_revoked_probation_and_a_total_mean_that_sentences_are_merged(row):
    read = row(
        "被告人张三犯盗窃罪，判处有期徒刑一年；撤销某市某区人民法院（2029）某0101刑初3号刑事判决中"
        "对被告人张三判处有期徒刑二年，缓刑三年的缓刑部分；决定执行有期徒刑二年六个月。"
    )
    assert (read["months"], read["probation_revoked"], read["merged_with_prior"]) == (
        30,
        True,
        True,
    )


def test_a_total_behind_a_revocation_in_a_paragraph_of_its_own(row):
    read = row(
        "被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金一千元。\n撤销被告人张三犯诈骗罪，判处有期徒刑二年，"
        "缓刑三年的缓刑部分，数罪并罚，决定执行有期徒刑二年六个月，并处罚金二千元。"
    )
    assert (read["charges"], read["months"], read["fine"]) == (["盗窃罪"], 30, 2000)


def test_a_revocation_and_what_is_decided_behind_a_comma(row):
    read = row(
        "撤销某市某区人民法院（2029）某0101刑初3号刑事判决对被告人张三判处的缓刑部分，"
        "被告人张三犯盗窃罪，判处有期徒刑一年，与前罪并罚，决定执行有期徒刑二年六个月。"
    )
    assert (read["charges"], read["months"]) == (["盗窃罪"], 30)


def test_revoked_probation_without_a_total_is_not_guessed(row):
    read = row(
        "一、撤销某市某区人民法院（2029）某0101刑初3号刑事判决中对被告人张三宣告缓刑三年的部分； "
        "二、被告人张三犯盗窃罪，判处有期徒刑一年。"
    )
    assert "months" not in read
    assert read["sentence_abstained"] == "an earlier probation is revoked and no total is stated"


def test_a_revocation_that_is_threatened_is_none(row):
    read = row(
        "被告人张三犯盗窃罪，判处有期徒刑一年，缓刑二年。"
        "（逾期不报到的，将依法撤销缓刑，收监执行。）"
    )
    assert "probation_revoked" not in read


def test_a_total_opened_by_the_rule_alone(row):
    read = row("被告人张三犯盗窃罪、诈骗罪，数罪并罚，判处有期徒刑一年六个月。")
    assert (read["charges"], read["months"]) == (["盗窃罪", "诈骗罪"], 18)


def test_merged_without_a_total_is_not_guessed(row):
    read = row("被告人张三犯盗窃罪，判处有期徒刑一年，与前罪有期徒刑二年并罚。")
    assert "months" not in read
    assert read["sentence_abstained"] == "an earlier sentence is merged and no total is stated"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("被告人张三无罪。", "acquitted"),
        ("宣告被告人张三无罪。", "acquitted"),
        ("被告人张三犯盗窃罪，证据不足，指控的犯罪不能成立，宣告被告人张三无罪。", "acquitted"),
        ("被告人张三不负刑事责任。", "incompetent"),
        ("被告人张三犯盗窃罪，免于刑事处罚。", "exempted"),
    ],
)
def test_other_outcomes(row, words, outcome):
    read = row(words)
    assert (read["outcome"], read["penalty_kind"]) == (outcome, "none")
    assert "fine" not in read


@pytest.mark.parametrize(
    ("printed", "charge"),
    [
        ("开设赌场罪罪", "开设赌场罪"),
        ("污染坏境罪", "污染环境罪"),
        ("掩饰隐瞒犯罪所得罪", "掩饰、隐瞒犯罪所得罪"),
        ("帮助信息网络犯罪活动罪", "帮助信息网络犯罪活动罪"),
        ("贩卖、运输毒品罪", "贩卖、运输毒品罪"),
        ("诈骗罪（未遂）", "诈骗罪"),
        ("帮助犯罪分子逃避处罚罪", "帮助犯罪分子逃避处罚罪"),
    ],
)
def test_charges_as_the_court_chose_them(row, printed, charge):
    read = row(f"被告人张三犯{printed}，判处有期徒刑一年。")
    assert read["charges"] == [charge]


@pytest.mark.parametrize(
    "subject",
    [
        "被告人张三犯盗窃罪",
        "被18告人张三犯盗窃罪",
        "被告人张三盗窃罪",
        "被告人张三（曾用名张小三）犯盗窃罪",
        "张三犯盗窃罪",
        "被告人犯盗窃罪",
        "被告人张某三犯盗窃罪",
        "被告人张三因本案犯盗窃罪",
        "被告人张三犯罪盗窃罪",
        "被告人张三的行为构成盗窃罪",
    ],
)
def test_misprinted_subjects(row, subject):
    read = row(f"{subject}，判处有期徒刑一年。")
    assert (read["charges"], read["months"]) == (["盗窃罪"], 12)


def test_penalty_printed_before_the_name(row):
    read = row("以盗窃罪判处被告人张三有期徒刑一年，并处罚金人民币二千元。")
    assert (read["charges"], read["months"], read["fine"]) == (["盗窃罪"], 12, 2000)


def test_a_penalty_left_out_by_redaction_is_not_invented(row):
    read = row("被告人张三犯盗窃罪。")
    assert (read["outcome"], read["charges"]) == ("convicted", ["盗窃罪"])
    assert read["sentence_abstained"] == "no penalty stated"
    assert "penalty_kind" not in read


@pytest.mark.parametrize(
    ("words", "custody", "residence"),
    [
        ("判决执行以前先行羁押的，羁押一日折抵刑期一日", 1.0, None),
        ("判决执行以前先行羁押的，羁押一日折抵刑期二日", 2.0, None),
        ("先行羁押的，羁押一日折抵刑期一日；指定居所监视居住二日折抵刑期一日", 1.0, 0.5),
        ("指定居所监视居住的，监视居住一日折抵刑期一日", None, 1.0),
        ("先行羁押的三十一日予以折抵", None, None),
    ],
)
def test_the_rule_of_credit_as_printed(row, words, custody, residence):
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元（{words}）。")
    assert read.get("custody_ratio") == custody
    assert read.get("residence_ratio") == residence


def test_two_rules_of_credit_are_declined(row):
    words = "（羁押一日折抵刑期一日，羁押一日折抵刑期二日）"
    read = row(f"被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元{words}。")
    assert read["custody_ratio_abstained"] == "several rules of credit"
