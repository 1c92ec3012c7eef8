"""Parties of the head: names, roles, aliases, birth dates, counsel."""

import datetime

import pytest

from xiezhi.text.read import party

OFFICE = "公诉机关某市某区人民检察院。 "


def read(told, parties, **more):
    return told(parties=OFFICE + parties, **more)[1]


def test_a_defendant_with_everything(told):
    (one,) = read(
        told,
        "被告人张三（曾用名张小三，绰号“三哥”、“老三”），男，1990年1月2日出生，汉族，"
        "公民身份号码110101************，农民。现羁押于某市第一看守所。 "
        "辩护人李四，某某律师事务所律师。",
    )
    row = one.columns
    assert (one.ordinal, one.name, one.role, one.kind) == (1, "张三", "defendant", "person")
    assert one.aliases == ("张小三", "三哥", "老三")
    assert row["sex"] == "male"
    assert row["birth_date"] == datetime.date(1990, 1, 2)
    assert row["birth_precision"] == "Y-M-D"
    assert row["citizen_id_masked"] is True
    assert "citizen_id" not in row
    assert row["held_at"] == "某市第一看守所"
    assert row["defender"] is True
    assert row["juvenile"] is False


def test_spans_lead_back_to_the_text(told):
    document, (one, *_) = told()
    assert one.name_span.of(document.text) == "张三"
    start, end = one.columns["birth_date_span"]
    assert document.text[start:end] == "1990年1月2日"


def test_counsel_and_the_office_are_no_parties_but_representatives_are(told):
    parties = read(
        told,
        "被告单位某某市某某（集团）有限公司（以下简称某某公司），住所地某市。 "
        "诉讼代表人王五，男，该公司职员。 辩护人李四，某某律师事务所律师。 "
        "被告人赵六，女，1980年3月4日出生。 附带民事诉讼原告人钱七，女，1970年5月6日出生。 "
        "委托代理人孙八，某某律师事务所律师。",
    )
    assert [(p.name, p.role, p.kind) for p in parties] == [
        ("某某市某某（集团）有限公司", "defendant_unit", "unit"),
        ("王五", "litigation_representative", "person"),
        ("赵六", "defendant", "person"),
        ("钱七", "plaintiff", "person"),
    ]
    assert parties[0].aliases == ("某某公司",)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("被告人", "defendant"),
        ("原审被告人", "defendant"),
        ("上诉人（原审被告人）", "appellant_defendant"),
        ("原审上诉人（原审被告人）", "defendant"),
        ("上诉单位（原审被告单位）", "defendant_unit"),
        ("被告人暨附带民事诉讼被告人", "defendant"),
        ("附带民事诉讼被告人", "civil_defendant"),
        ("上诉人（原审附带民事诉讼原告人）", "plaintiff"),
        ("被害人暨附带民事诉讼原告人", "plaintiff"),
        ("自诉人暨附带民事诉讼原告人", "private_prosecutor"),
        ("被害人", "victim"),
        ("申诉人（一审被告人、二审上诉人）", "defendant"),
        ("附带民事诉讼原告人的诉讼代理人", "agent"),
        ("指定辩护人", "defender"),
        ("抗诉机关（原公诉机关）", "procurator"),
        ("公诉机关暨附带民事公益诉讼起诉人", "procurator"),
    ],
)
def test_roles(words, role):
    assert party.role_of(words) == role


def test_the_defendant_of_a_civil_case_is_not_accused():
    assert party.role_of("被告", criminal=False) == "civil_defendant"


def test_redacted_names_stay_apart(told):
    parties = read(
        told,
        "被告人张某1，男，1990年1月2日出生。 被告人张某2，男，1991年1月2日出生。 "
        "被告人李××，女，1992年1月2日出生。 被告人XX，男，1993年1月2日出生。 "
        "被告人XX，男，1994年1月2日出生。",
    )
    assert [p.name for p in parties] == ["张某1", "张某2", "李××", "XX", "XX"]


def test_a_second_sentence_about_a_defendant_opens_no_new_party(told):
    parties = read(
        told,
        "被告人张三。 被告人张三因涉嫌犯盗窃罪于2031年1月5日被刑事拘留。 "
        "上述被告人现羁押于某市看守所。",
    )
    assert [p.name for p in parties] == ["张三"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("被告人张三因涉嫌犯盗窃罪于2031年1月5日被刑事拘留。", "张三"),
        ("被告人于某甲，男，1990年1月2日出生。", "于某甲"),
        ("被告人自报李四，男，1990年1月2日出生。", "李四"),
        ("被告人：王五，男，1990年1月2日出生。", "王五"),
        ("1、被告人赵六，男，1990年1月2日出生。", "赵六"),
        ("被告人阿某某·吐某，男，1990年1月2日出生。", "阿某某·吐某"),
        ("被告人张某甲男，1990年1月2日出生。", "张某甲"),
        ("被告人 张 三，男，1990年1月2日出生。", "张三"),
        ("被告人张三张某三，男，1990年1月2日出生。", "张三"),
    ],
)
def test_where_a_name_ends(told, printed, name):
    assert [p.name for p in read(told, printed)] == [name]


def test_a_defendant_without_his_role_is_known_from_the_rest(told):
    parties = read(told, "张三，男，1990年1月2日出生，汉族。")
    assert [(p.name, p.role) for p in parties] == [("张三", "defendant")]


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("生于1990年1月2日", datetime.date(1990, 1, 2), "Y-M-D"),
        ("1990年1月出生", datetime.date(1990, 1, 1), "Y-M"),
        ("1990年出生", datetime.date(1990, 1, 1), "Y"),
        ("1990年1月2日", datetime.date(1990, 1, 2), "Y-M-D"),
        ("36岁（1990年1月2日出生）", datetime.date(1990, 1, 2), "Y-M-D"),
        ("1990年×月×日出生", datetime.date(1990, 1, 1), "Y"),
        ("出生日期：1990.1.2", datetime.date(1990, 1, 2), "Y-M-D"),
    ],
)
def test_birth_dates(told, words, day, precision):
    row = read(told, f"被告人张三，男，{words}，汉族。")[0].columns
    assert (row["birth_date"], row["birth_precision"]) == (day, precision)


@pytest.mark.parametrize("words", ["19××年×月×日出生", "1990年2月30日出生"])
def test_a_birth_date_that_cannot_be_read_is_declined(told, words):
    row = read(told, f"被告人张三，男，{words}，汉族。")[0].columns
    assert "birth_date" not in row
    assert row["birth_date_abstained"]


def test_an_unmasked_number_is_read_and_a_wrong_one_is_not_called_masked(told):
    whole = read(told, "被告人张三，男，公民身份号码11010119900102001X，汉族。")[0].columns
    assert whole["citizen_id_masked"] is False
    assert ("citizen_id" in whole) != ("citizen_id_abstained" in whole)


def test_an_accused_under_eighteen_at_the_judgment_is_a_juvenile_and_sealed(told):
    row = read(told, "被告人张三，男，2014年1月2日出生，汉族。")[0].columns
    assert row["juvenile"] is True
    assert row["sealed"] is True
    assert row["juvenile_from"]


def test_the_eighteenth_birthday_itself_still_counts_as_under_eighteen(told):
    assert read(told, "被告人张三，男，2013年4月1日出生。")[0].columns["juvenile"] is True
    assert read(told, "被告人张三，男，2013年3月31日出生。")[0].columns["juvenile"] is False


def test_a_record_is_sealed_when_the_court_says_he_was_under_eighteen_then(told):
    parties = read(
        told,
        "被告人张三，男，1990年1月2日出生。",
        reasoning="本院认为，被告人张三犯罪时不满十八周岁，应当从轻处罚。"
        "依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：",
    )
    assert parties[0].columns["sealed"] is True
    assert parties[0].columns["juvenile"] is False


def test_a_defender_belongs_to_the_defendant_before_or_to_the_one_named(told):
    parties = read(
        told,
        "被告人张三，男，1990年1月2日出生。 辩护人赵六，某律师事务所律师。 "
        "被告人李四，男，1990年1月2日出生。 被告人王五，男，1990年1月2日出生。 "
        "辩护人钱七，某律师事务所律师，系被告人李四的辩护人。",
    )
    assert [p.columns.get("defender") for p in parties] == [True, True, False]


def test_a_document_without_parties_has_none(document):
    assert (
        party.read(document("这不是一份裁判文书，只是一段普通的文字，没有任何当事人的信息。")) == ()
    )
