"""Charges against a small vocabulary."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.charge import Charge, ChargeBook, plain_charge
from xiezhi.kernel.errors import RefusedValueError


@dataclass(frozen=True)
class Entry:
    name: str
    article: str
    form: str = ""
    variants: tuple[str, ...] = ()


ENTRIES = [
    Entry("盗窃罪", "264"),
    Entry("诈骗罪", "266"),
    Entry("故意杀人罪", "232"),
    Entry("侮辱罪", "246"),
    Entry("污染环境罪", "338", variants=("污染坏境罪", "重大环境污染事故罪")),
    Entry("骗取贷款、票据承兑、金融票证罪", "175-1", "骗取{贷款|票据承兑|金融票证}罪"),
    Entry("走私、贩卖、运输、制造毒品罪", "347", "{走私|贩卖|运输|制造}毒品罪"),
    Entry("非法持有毒品罪", "348"),
    Entry("窝藏、转移、隐瞒毒品、毒赃罪", "349", "{窝藏|转移|隐瞒}{毒品|毒赃}罪"),
    Entry("窝藏、包庇罪", "310", "{窝藏|包庇}罪"),
    Entry("掩饰、隐瞒犯罪所得、犯罪所得收益罪", "312", "{掩饰|隐瞒}{犯罪所得|犯罪所得收益}罪"),
    Entry("拐卖妇女、儿童罪", "240", "拐卖{妇女|儿童}罪"),
    Entry("强制猥亵、侮辱罪", "237", "强制{猥亵|侮辱}罪"),
    Entry("引诱、容留、介绍卖淫罪", "359", "{引诱|容留|介绍}卖淫罪"),
    Entry("非法持有、私藏枪支、弹药罪", "128", "非法{持有|私藏}{枪支|弹药}罪"),
    Entry(
        "伪造、变造、买卖国家机关公文、证件、印章罪",
        "280",
        "{伪造|变造|买卖}国家机关{公文|证件|印章}罪",
    ),
    Entry(
        "伪造公司、企业、事业单位、人民团体印章罪", "280", "伪造{公司|企业|事业单位|人民团体}印章罪"
    ),
    Entry("甲、乙物品罪", "900", "{甲|乙}物品罪"),
    Entry("乙、丙物品罪", "901", "{乙|丙}物品罪"),
    Entry("生产、销售、提供假药罪", "141", "{生产|销售|提供}假药罪"),
    Entry("生产、销售假药罪", "141", "{生产|销售}假药罪"),
]
BOOK = ChargeBook(ENTRIES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("盗窃罪", "盗窃罪"),
        ("盗窃", "盗窃罪"),
        ("盗窃罪罪", "盗窃罪"),
        ("犯盗窃罪", "盗窃罪"),
        ("盗 窃 罪", "盗窃罪"),
        ("盗窃罪（未遂）", "盗窃罪"),
        ("盗窃（未遂）罪", "盗窃罪"),
        ("污染坏境罪", "污染环境罪"),
        ("生产、销售假药罪", "生产、销售假药罪"),
        ("侮辱罪", "侮辱罪"),
    ],
)
def test_names_and_slips(text: str, name: str) -> None:
    assert BOOK.resolve(text).name == name


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("贩卖毒品罪", "347"),
        ("贩卖、运输毒品罪", "347"),
        ("贩卖,运输毒品罪", "347"),
        ("贩卖和运输毒品罪", "347"),
        ("贩卖运输毒品罪", "347"),
        ("制造、贩卖毒品罪", "347"),
        ("走私、贩卖、运输、制造毒品罪", "347"),
        ("走私贩卖运输制造毒品罪", "347"),
        ("窝藏毒赃罪", "349"),
        ("转移毒品罪", "349"),
        ("窝藏罪", "310"),
        ("包庇罪", "310"),
        ("掩饰、隐瞒犯罪所得罪", "312"),
        ("掩饰、隐瞒犯罪所得收益罪", "312"),
        ("隐瞒犯罪所得罪", "312"),
        ("拐卖儿童罪", "240"),
        ("强制猥亵罪", "237"),
        ("强制侮辱罪", "237"),
        ("介绍、容留卖淫罪", "359"),
        ("非法持有弹药罪", "128"),
        ("伪造国家机关证件罪", "280"),
        ("伪造公司印章罪", "280"),
        ("骗取贷款罪", "175-1"),
        ("销售假药罪", "141"),
        ("提供假药罪", "141"),
    ],
)
def test_selections(text: str, article: str) -> None:
    assert BOOK.resolve(text).article == article


@pytest.mark.parametrize(
    "text",
    [
        "", "罪", "犯罪", "毒品罪", "运输罪", "贩卖罪", "贩卖、运输罪", "弹药罪", "儿童罪", "印章罪", "证件罪",
        "非法持有罪", "非法制造罪", "故意杀伤罪", "伪造证件罪", "伪造印章罪", "毒品贩卖罪", "贩卖假币罪", "乙物品罪",
        "盗窃罪、诈骗罪", "盗窃罪和诈骗罪", "某罪", "×××罪", "贩卖毒", "卖毒品罪", "拐卖罪", "犯罪所得罪",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        BOOK.resolve(text)


def test_the_courts_words_are_kept() -> None:
    assert BOOK.resolve("犯贩卖，运输毒品罪罪") == Charge(
        "走私、贩卖、运输、制造毒品罪", "犯贩卖，运输毒品罪罪", "347", "贩卖、运输毒品罪"
    )


def test_a_refusal_names_the_nearest_or_the_rivals() -> None:
    with pytest.raises(RefusedValueError, match="nearest is 故意杀人罪"):
        BOOK.resolve("故意杀伤罪")
    with pytest.raises(RefusedValueError, match="甲、乙物品罪 or 乙、丙物品罪"):
        BOOK.resolve("乙物品罪")


def test_a_vocabulary_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(RefusedValueError, match="twice"):
        ChargeBook([Entry("盗窃罪", "264"), Entry("盗窃罪", "999")])


@pytest.mark.parametrize("form", ["{走私|贩卖毒品罪", "走私}毒品罪", "走私|贩卖毒品罪"])
def test_a_broken_form_is_refused(form: str) -> None:
    with pytest.raises(RefusedValueError, match="braces"):
        ChargeBook([Entry("走私、贩卖毒品罪", "347", form)])


def test_a_mapping_will_do() -> None:
    assert ChargeBook({"x": Entry("盗窃罪", "264")}).resolve("盗窃").article == "264"


@given(st.sampled_from(ENTRIES))
def test_every_name_resolves_to_itself(entry: Entry) -> None:
    charge = BOOK.resolve(entry.name)
    assert (charge.name, charge.selected) == (entry.name, entry.name)


@given(st.lists(st.sampled_from(["走私", "贩卖", "运输", "制造"]), min_size=1, unique=True))
def test_every_choice_of_verbs(verbs: list[str]) -> None:
    assert BOOK.resolve("、".join(verbs) + "毒品罪").article == "347"


@given(st.text(alphabet="走私贩卖运输制造毒品窝藏包庇罪、犯盗窃（未遂）", max_size=9))
def test_what_is_resolved_resolves_again(text: str) -> None:
    try:
        charge = BOOK.resolve(text)
    except RefusedValueError:
        return
    assert BOOK.resolve(charge.show()).name == charge.name
    assert plain_charge(charge.show()) == charge.show()
