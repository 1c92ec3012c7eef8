"""Sentences of several defendants, of units, of appeals and retrials."""

from datetime import date

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import count, sentence

OFFICE = "公诉机关某市某区人民检察院。 "
THREE = (
    f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。 "
    "被告人王五，女，1992年1月2日出生。"
)
UNIT = (
    f"{OFFICE}被告单位某市某某贸易有限公司，住所地某市某区。 诉讼代表人赵六，该公司职员。 "
    "被告人张三，男，1990年1月2日出生。"
)
APPEAL = "某市中级人民法院 刑事判决书 （2031）某01刑终9号"
APPELLANTS = (
    "原公诉机关某市某区人民检察院。 上诉人（原审被告人）张三，男，1990年1月2日出生。 "
    "原审被告人李四，男，1991年1月2日出生。"
)
LAST = "本判决为终审判决。 审判长甲一 审判员乙二 审判员丙三 二〇三一年四月一日 书记员丁四"


@pytest.fixture
def rows(told):
    """Reads a disposition and gives name → row."""

    def read(words, **parts):
        document, parties = told(disposition=words, **parts)
        found = sentence.read(document, parties, walk(document, parties))
        return {row["name"]: row for row in found}

    return read


@pytest.fixture
def appeal(rows):
    def read(words):
        return rows(words, heading=APPEAL, parties=APPELLANTS, tail=LAST)

    return read


def terms(read):
    return {
        name: (row.get("outcome"), row.get("months"), row.get("fine")) for name, row in read.items()
    }


def test_items_by_number(rows):
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年，并处罚金人民币五千元。 "
        "（刑期从判决执行之日起计算，即自2031年1月5日起至2034年1月4日止。） "
        "二、被告人李四犯盗窃罪，判处有期徒刑一年，缓刑二年，并处罚金人民币二千元。 "
        "（缓刑考验期限，从判决确定之日起计算。） "
        "四，被告人王五犯掩饰、隐瞒犯罪所得罪，单处罚金人民币一千元。 五、作案工具予以没收。",
        parties=THREE,
    )
    assert terms(read) == {
        "张三": ("convicted", 36, 5000),
        "李四": ("convicted", 12, 2000),
        "王五": ("convicted", None, 1000),
    }
    assert read["张三"]["ends"] == date(2034, 1, 4)
    assert "ends" not in read["李四"]
    assert read["王五"]["penalty_kind"] == "fine_alone"


@pytest.mark.parametrize(
    "numbers",
    [("一、", "二、", "三、"), ("（一）", "（二）", "（三）"), ("1、", "2、", "3、"), ("", "", "")],
)
def test_numbers_of_any_kind_or_none(rows, numbers):
    words = ("张三犯盗窃罪，判处有期徒刑三年", "李四犯诈骗罪，判处有期徒刑二年", "王五无罪")
    read = rows(
        " ".join(f"{number}被告人{told}。" for number, told in zip(numbers, words, strict=True)),
        parties=THREE,
    )
    assert terms(read) == {
        "张三": ("convicted", 36, None),
        "李四": ("convicted", 24, None),
        "王五": ("acquitted", None, None),
    }


def test_one_bracket_for_several(rows):
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年。 二、被告人李四犯盗窃罪，判处有期徒刑二年。 "
        "三、被告人王五犯盗窃罪，判处有期徒刑一年，缓刑一年。 "
        "（刑期从判决执行之日起计算。张三的刑期自2031年1月5日起至2034年1月4日止；"
        "李四自2031年2月5日起至2033年2月4日止。王五的缓刑考验期限，从判决确定之日起计算。）",
        parties=THREE,
    )
    assert [read[name].get("starts") for name in ("张三", "李四", "王五")] == [
        date(2031, 1, 5),
        date(2031, 2, 5),
        None,
    ]


def test_one_statement_for_two(rows):
    read = rows(
        "一、被告人张三、李四犯盗窃罪，各判处有期徒刑一年，并处罚金人民币二千元。 二、被告人王五无罪。",
        parties=THREE,
    )
    assert terms(read)["张三"] == terms(read)["李四"] == ("convicted", 12, 2000)


def test_one_fine_for_two_without_each_is_not_split(rows):
    read = rows(
        "一、被告人张三、李四犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元。 二、被告人王五无罪。",
        parties=THREE,
    )
    assert "fine" not in read["张三"]
    assert read["张三"]["fine_abstained"] == "one fine for several accused"


@pytest.mark.parametrize(
    "words",
    ["判处有期徒刑一年，分别并处罚金二千元", "均判处有期徒刑一年，并处罚金二千元"],
)
def test_one_fine_for_each(rows, words):
    read = rows(f"一、被告人张三、李四犯盗窃罪，{words}。 二、被告人王五无罪。", parties=THREE)
    assert terms(read)["张三"] == terms(read)["李四"] == ("convicted", 12, 2000)


def test_a_penalty_after_each_name(rows):
    read = rows(
        "一、被告人张三、李四犯盗窃罪，分别判处张三有期徒刑一年，并处罚金二千元；"
        "李四有期徒刑八个月，缓刑一年，并处罚金一千元。 二、被告人王五无罪。",
        parties=THREE,
    )
    assert terms(read)["张三"] == ("convicted", 12, 2000)
    assert "probation_months" not in read["张三"]
    assert terms(read)["李四"] == ("convicted", 8, 1000)


def test_a_colon_behind_a_name(rows):
    read = rows("一、对被告人张三：犯盗窃罪，判处有期徒刑一年。", parties=THREE)
    assert terms(read)["张三"] == ("convicted", 12, None)


@pytest.mark.parametrize("second", ["（二）", "2.", "二、"])
def test_an_item_numbered_in_another_way(rows, second):
    read = rows(
        "一、撤销某市某区人民法院（2029）某0101刑初3号刑事判决中对被告人张三宣告缓刑三年的部分；"
        f"{second}被告人张三犯盗窃罪，判处有期徒刑一年，与前罪并罚，决定执行有期徒刑二年。",
        parties=THREE,
    )
    assert terms(read)["张三"] == ("convicted", 24, None)


def test_penalties_told_in_a_row_are_not_given_to_all(rows):
    read = rows(
        "一、被告人张三、李四犯盗窃罪，分别判处有期徒刑一年和八个月，并处罚金三千元、二千元。"
        " 二、被告人王五无罪。",
        parties=THREE,
    )
    assert terms(read)["张三"] == terms(read)["李四"] == ("convicted", None, None)
    assert "sentence_abstained" in read["张三"]


def test_a_defendant_the_disposition_forgets(rows):
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年。 二、被告人李四犯盗窃罪，判处有期徒刑二年。",
        parties=THREE,
    )
    assert "outcome" not in read["王五"]
    assert read["王五"]["sentence_abstained"] == "no statement about this party"


def test_a_misprinted_name_is_the_one_left(rows):
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年。 二、被告人李四犯盗窃罪，判处有期徒刑二年。 "
        "三、被告人王伍犯盗窃罪，判处有期徒刑一年。",
        parties=THREE,
    )
    assert read["王五"]["months"] == 12


def test_a_redacted_name_is_found_by_its_surname(rows):
    parties = THREE.replace("李四", "李某某")
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年。 二、被告人李小明犯盗窃罪，判处有期徒刑二年。 "
        "三、被告人王五犯盗窃罪，判处有期徒刑一年。",
        parties=parties,
    )
    assert read["李某某"]["months"] == 24


def test_namesakes_take_turns(told):
    parties = f"{OFFICE}被告人刘某某，男，1990年1月2日出生。 被告人刘某某，女，1991年1月2日出生。"
    document, read = told(
        parties=parties,
        disposition="一、被告人刘某某犯盗窃罪，判处有期徒刑三年。 "
        "二、被告人刘某某犯盗窃罪，判处有期徒刑一年。",
    )
    found = sentence.read(document, read, walk(document, read))
    assert [row["months"] for row in found] == [36, 12]


def test_names_that_hold_words_of_procedure(rows):
    parties = f"{OFFICE}被告人罗原，男，1990年1月2日出生。 被告人陈前，男，1991年1月2日出生。 被告人杨从，男，1992年1月2日出生。"
    read = rows(
        "一、被告人罗原犯盗窃罪，判处有期徒刑三年。 二、被告人陈前犯盗窃罪，判处有期徒刑二年。 "
        "三、被告人杨从犯盗窃罪，判处有期徒刑一年。",
        parties=parties,
    )
    assert [(row["charges"], row["months"]) for row in read.values()] == [
        (["盗窃罪"], 36),
        (["盗窃罪"], 24),
        (["盗窃罪"], 12),
    ]


def test_a_unit_is_fined(rows):
    read = rows(
        "一、被告单位某市某某贸易有限公司犯单位行贿罪，判处罚金人民币十万元（已缴纳）。 "
        "二、被告人张三犯单位行贿罪，判处有期徒刑一年，缓刑一年，并处罚金人民币一万元。",
        parties=UNIT,
    )
    unit = read["某市某某贸易有限公司"]
    assert (unit["kind"], unit["penalty_kind"], unit["fine"], unit["fine_paid"]) == (
        "unit",
        "fine_alone",
        100000,
        True,
    )
    assert read["张三"]["probation_months"] == 12


def test_gains_of_an_offence_are_no_conviction(rows):
    read = rows(
        "一、被告人张三犯盗窃罪，判处有期徒刑三年。 二、被告人李四犯盗窃罪，判处有期徒刑二年。 "
        "三、被告人王五无罪。 四、对被告人张三犯诈骗罪的违法所得予以追缴；"
        "被告人张三、李四犯罪所得，继续追缴。",
        parties=THREE,
    )
    assert read["张三"]["charges"] == ["盗窃罪"]


@pytest.mark.parametrize(
    "words", ["驳回上诉，维持原判。", "驳回抗诉，维持原判。", "驳回张三的上诉，维持原判。"]
)
def test_upheld_and_nothing_invented(appeal, words):
    read = appeal(words)
    for row in read.values():
        assert (row["outcome"], row["penalty_kind"]) == ("upheld", "none")
        assert not {"months", "fine", "charges", "starts"} & set(row)


def test_an_appeal_that_changes_one_item(appeal):
    read = appeal(
        "一、维持某市某区人民法院（2030）某0101刑初7号刑事判决第二项，即被告人李四犯盗窃罪，"
        "判处有期徒刑二年，并处罚金人民币三千元； "
        "二、撤销某市某区人民法院（2030）某0101刑初7号刑事判决第一项，即被告人张三犯盗窃罪，"
        "判处有期徒刑五年，并处罚金人民币九千元； "
        "三、上诉人（原审被告人）张三犯盗窃罪，判处有期徒刑三年，并处罚金人民币五千元。 "
        "（刑期从判决执行之日起计算，即自2030年1月5日起至2033年1月4日止。）"
    )
    assert terms(read) == {"张三": ("convicted", 36, 5000), "李四": ("upheld", None, None)}
    assert read["张三"]["ends"] == date(2033, 1, 4)


def test_items_quoted_with_their_numbers(appeal):
    read = appeal(
        "一、维持某市某区人民法院（2030）某0101刑初7号刑事判决第二、三项，即“二、被告人李四犯盗窃罪，"
        "判处有期徒刑二年。三、作案工具予以没收。” "
        "二、撤销某市某区人民法院（2030）某0101刑初7号刑事判决第一项，即一、被告人张三犯盗窃罪，"
        "判处有期徒刑五年； 三、上诉人张三无罪。"
    )
    assert terms(read) == {"张三": ("acquitted", None, None), "李四": ("upheld", None, None)}


def test_charges_from_the_part_that_is_kept(appeal):
    read = appeal(
        "一、维持某市某区人民法院（2030）某0101刑初7号刑事判决对上诉人张三的定罪部分及第二项，"
        "即被告人张三犯盗窃罪；被告人李四犯盗窃罪，判处有期徒刑二年； "
        "二、撤销某市某区人民法院（2030）某0101刑初7号刑事判决对上诉人张三的量刑部分； "
        "三、判处上诉人张三有期徒刑三年。"
    )
    assert (read["张三"]["charges"], read["张三"]["months"]) == (["盗窃罪"], 36)


def test_paragraphs_without_numbers(appeal):
    read = appeal(
        "撤销某市某区人民法院（2030）某0101刑初7号刑事判决，即被告人张三犯盗窃罪，判处有期徒刑五年。 "
        "上诉人张三犯盗窃罪，判处有期徒刑四年。 驳回李四的上诉。"
    )
    assert terms(read)["张三"] == ("convicted", 48, None)


def test_revoked_without_anything_new_is_not_guessed(appeal):
    read = appeal(
        "一、撤销某市某区人民法院（2030）某0101刑初7号刑事判决中对被告人李四的量刑部分； "
        "二、上诉人张三犯盗窃罪，判处有期徒刑三年。"
    )
    assert "outcome" not in read["李四"]
    assert read["李四"]["outcome_abstained"] == "revoked in part and nothing stated anew"


def test_kept_revoked_and_changed_in_one_item(appeal):
    read = appeal(
        "一、驳回李四的上诉，维持对李四的判决； 二、维持原判对上诉人张三犯盗窃罪的定罪部分，"
        "撤销量刑部分，改判张三有期徒刑六个月，并处罚金一千元。"
    )
    assert terms(read) == {"张三": ("convicted", 6, 1000), "李四": ("upheld", None, None)}


def test_a_change_that_is_not_understood_is_not_upheld(appeal):
    read = appeal("维持原判，但对张三改判为其他刑罚。")
    assert read["张三"]["outcome_abstained"] == "changed and not understood"


def test_terms_of_those_whose_sentence_stands_are_not_taken(appeal):
    read = appeal(
        "一、维持某市某区人民法院（2030）某0101刑初7号刑事判决对李四的定罪量刑； "
        "二、上诉人张三犯盗窃罪，判处有期徒刑三年。 （刑期从判决执行之日起计算，"
        "李四的刑期自2030年1月5日起至2032年1月4日止，张三的刑期自2030年1月6日起至2033年1月5日止。）"
    )
    assert "starts" not in read["李四"]
    assert read["张三"]["starts"] == date(2030, 1, 6)


@pytest.mark.parametrize(
    "heading",
    [
        "某市某区人民法院 刑事裁定书 （2031）某0101刑初7号",
        "某市某区人民法院 民事判决书 （2031）某0101民初7号",
        "某市某区人民法院 行政判决书 （2031）某0101行初7号",
        "某市某区人民法院 执行裁定书 （2031）某0101执7号",
    ],
)
def test_other_documents_have_no_sentences(told, heading):
    document, parties = told(
        heading=heading, disposition="一、被告人张三犯盗窃罪，判处有期徒刑三年。"
    )
    walked = walk(document, parties)
    assert sentence.read(document, parties, walked) == []
    assert count.read(document, parties, walked) == []


def test_counts_row_by_row(told):
    document, parties = told(
        parties=THREE,
        disposition="一、被告人张三犯盗窃罪，判处有期徒刑三年，并处罚金人民币五千元；犯诈骗罪、敲诈勒索罪，"
        "判处有期徒刑二年；决定执行有期徒刑四年，并处罚金人民币五千元。 二、被告人李四、王五无罪。",
    )
    read = count.read(document, parties, walk(document, parties))
    assert [
        (r["ordinal"], r["count_ordinal"], r["charge"], r.get("months"), r.get("fine_mode"))
        for r in read
    ] == [
        (1, 1, "盗窃罪", 36, "with"),
        (1, 2, "诈骗罪", None, None),
        (1, 3, "敲诈勒索罪", None, None),
    ]
