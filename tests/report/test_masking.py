"""What identifies a person is covered and nothing moves."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.citizen_id import check_sign
from xiezhi.report.masking import Masker, cover_address, cover_name, cover_number

MASKER = Masker()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张某"),
        ("王小明", "王某某"),
        ("欧阳小明", "欧阳某某"),
        ("阿卜杜·某某", "阿卜杜·某某"),
        ("阿卜杜·买买提", "阿某某·某某某"),
        ("张某某", "张某某"),
        ("李×", "李×"),
        ("云江市建材有限公司", "云江市建材有限公司"),
        ("甲", "甲"),
        ("John Doe", "J*** ***"),
    ],
)
def test_a_name_keeps_its_surname(name, shown):
    assert cover_name(name) == shown


def test_an_identity_number_keeps_six_and_four():
    assert cover_number("530102203101010014") == "530102********0014"
    assert cover_number("13900001234") == "139******34"
    assert cover_number("6222 0212 3456 7890") == "**** **** **** 7890"


def test_an_identity_number_parted_by_blanks_is_covered():
    covered, _ = MASKER.text("身份证号码530102 20310101 0014，汉族。")
    assert covered == "身份证号码530102 ******** 0014，汉族。"


@given(
    st.integers(110101, 659004),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["", "身份证号", "（公民身份号码：", "证件 "]),
    st.sampled_from(["", "，汉族", "）", " 男", "。\n"]),
    st.booleans(),
)
def test_an_identity_number_in_a_text_keeps_six_and_four_whatever_its_last_sign(
    place, born, order, before, after, small
):
    digits = f"{place}{born:%Y%m%d}{order:03}"
    number = digits + check_sign(digits)
    number = number.lower() if small else number
    covered, _ = MASKER.text(before + number + after)
    assert covered == f"{before}{number[:6]}********{number[-4:]}{after}"


def test_a_number_that_ends_in_x_keeps_its_place_of_registration():
    covered, _ = MASKER.text("身份证号53010220310101001X，汉族。")
    assert covered == "身份证号530102********001X，汉族。"


def test_an_address_keeps_its_district():
    assert cover_address("云江市东桥区和平路12号") == "云江市东桥区******"


def test_a_passage_is_covered_everywhere_by_known_names_and_by_roles():
    text = (
        "被告人王小明伙同李四，在云江市东桥区窃得被害人赵五手机一部（号码13900001234）。"
        "王小明的公民身份号码为530102203101010014，住云江市东桥区和平路12号。"
    )
    covered, places = MASKER.text(text, ["王小明", "李四"])
    assert covered == (
        "被告人王某某伙同李某，在云江市东桥区窃得被害人赵五手机一部（号码139******34）。"
        "王某某的公民身份号码为530102********0014，住云江市东桥区******。"
    )
    assert [span.of(covered) for span in places][:2] == ["某某", "某"]


def test_a_name_the_rows_do_not_know_is_found_by_its_role():
    covered, _ = MASKER.text("被告人张三犯盗窃罪；证人刘小红、陈强的证言；被害人周某。")
    assert covered == "被告人张某犯盗窃罪；证人刘某某、陈某的证言；被害人周某。"


def test_a_name_with_a_dot_is_covered_whole():
    covered, _ = MASKER.text("被告人阿迪力·买买提犯盗窃罪，被告人阿迪力·买买提退赔。")
    assert covered == "被告人阿某某·某某某犯盗窃罪，被告人阿某某·某某某退赔。"


def test_a_name_inside_an_address_or_a_longer_name_is_covered():
    covered, _ = MASKER.text("住云江市东桥区王小明家。王小明明", ["王小明", "王小"])
    assert "王小" not in covered


def test_two_people_covered_alike_are_told_apart():
    covered, _ = MASKER.text("王小明与王大伟互殴，王小明先动手。", ["王小明", "王大伟"])
    assert covered == "王某乙与王某甲互殴，王某乙先动手。"


def test_judges_and_clerks_are_covered_too():
    covered, _ = MASKER.text("审判长　袁芳玲 人民陪审员 王 燕 书记员余超明 二〇三一年三月四日")
    assert covered == "审判长　袁某某 人民陪审员 王 某 书记员余某某 二〇三一年三月四日"
    assert MASKER.text("审判员独任审判，检察员出庭支持公诉")[1] == ()


def test_a_name_without_a_common_surname_is_known_by_what_follows_it():
    covered, _ = MASKER.text("被告人扎西顿珠，男，藏族。被告人扎西顿珠、洛松犯盗窃罪。")
    assert covered == "被告人扎某某某，男，藏族。被告人扎某某某、洛某犯盗窃罪。"
    assert MASKER.text("被告人所犯罪行，被告人共同犯罪，被告人多次犯盗窃罪")[1] == ()


def test_what_is_no_name_stays():
    text = "被告人于2031年3月到案，被告人对指控无异议，被告人及其辩护人认罪。"
    assert MASKER.text(text) == (text, ())


def test_amounts_and_case_numbers_stay():
    text = "判处罚金人民币1234567元，（2031）某0101刑初1234567号，2031年3月14日。"
    assert MASKER.text(text) == (text, ())


def test_aliases_are_covered():
    covered, _ = MASKER.text("被告人张三，绰号“小黑子”，又名李山。")
    assert covered == "被告人张某，绰号“小某某”，又名李某。"


def test_nothing_is_covered_for_who_is_entitled():
    text = "被告人王小明，身份证号530102203101010014"
    assert Masker(open_=True).text(text, ["王小明"]) == (text, ())
    assert Masker(open_=True).value("王小明", "name") == "王小明"


@given(
    st.text("被告人王小明张三犯住某市0123456789Xx×*-，。（） “”、", max_size=80),
    st.lists(st.sampled_from(["王小明", "张三"])),
)
def test_a_covered_text_is_as_long_as_before_and_says_where_it_changed(text, names):
    covered, places = MASKER.text(text, names)
    assert len(covered) == len(text)
    changed = {place for span in places for place in range(*span)}
    assert all((covered[place] != text[place]) == (place in changed) for place in range(len(text)))
    assert not any(name in covered for name in names)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("胡小明", "unit", "胡某某"),
        ("胡小明", "person", "胡某某"),
        ("某县丰和汽车维修店", "unit", "某县丰和汽车维修店"),
        ("", "", ""),
    ],
)
def test_a_person_in_a_register_of_units_is_covered_too(name, kind, shown):
    assert MASKER.whom(name, kind) == shown
    assert Masker(open_=True).whom(name, kind) == name
