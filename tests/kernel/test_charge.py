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
    aliases: tuple[str, ...] = ()


ENTRIES = [
    Entry("盗窃罪", "264"),
    Entry("诈骗罪", "266"),
    Entry("故意杀人罪", "232"),
    Entry("侮辱罪", "246"),
    Entry("污染环境罪", "338", ("污染坏境罪", "重大环境污染事故罪")),
    Entry("骗取贷款、票据承兑、金融票证罪", "175-1", ("骗取贷款罪",)),
    Entry("走私、贩卖、运输、制造毒品罪", "347"),
    Entry("非法持有毒品罪", "348"),
    Entry("窝藏、转移、隐瞒毒品、毒赃罪", "349"),
    Entry("窝藏、包庇罪", "310"),
    Entry("掩饰、隐瞒犯罪所得、犯罪所得收益罪", "312"),
    Entry("拐卖妇女、儿童罪", "240"),
    Entry("强制猥亵、侮辱罪", "237"),
    Entry("引诱、容留、介绍卖淫罪", "359"),
    Entry("非法制造、买卖、运输、邮寄、储存枪支、弹药、爆炸物罪", "125"),
    Entry("非法持有、私藏枪支、弹药罪", "128"),
    Entry("伪造、变造、买卖国家机关公文、证件、印章罪", "280"),
    Entry("伪造、变造、买卖武装部队公文、证件、印章罪", "375"),
    Entry("伪造公司、企业、事业单位、人民团体印章罪", "280"),
    Entry("虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪", "205"),
    Entry("非法收购、运输、出售珍贵、濒危野生动物、珍贵、濒危野生动物制品罪", "341"),
    Entry("生产、销售假药罪", "141", ("生产、销售、提供假药罪",)),
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
        ("骗取贷款罪", "骗取贷款、票据承兑、金融票证罪"),
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
        ("非法买卖枪支、弹药罪", "125"),
        ("非法持有弹药罪", "128"),
        ("伪造国家机关证件罪", "280"),
        ("伪造公司印章罪", "280"),
        ("买卖武装部队公文罪", "375"),
        ("虚开增值税专用发票罪", "205"),
        ("虚开抵扣税款发票罪", "205"),
        ("非法收购珍贵、濒危野生动物制品罪", "341"),
        ("非法收购、出售珍贵、濒危野生动物罪", "341"),
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
        "非法持有罪", "非法制造罪", "故意杀伤罪", "伪造证件罪", "伪造印章罪", "毒品贩卖罪", "贩卖假币罪",
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
    with pytest.raises(RefusedValueError, match="武装部队"):
        BOOK.resolve("伪造证件罪")


def test_a_vocabulary_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(RefusedValueError, match="claimed"):
        ChargeBook([Entry("盗窃罪", "264"), Entry("盗窃罪", "999")])


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
