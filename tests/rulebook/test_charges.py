"""The list of charges: two lists written by others are both inside it; printed charges resolve."""

import datetime
import gzip
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.rulebook.charges import Charges, ChargesError, form_pattern

REAL = Path(os.environ.get("XIEZHI_REAL", Path(__file__).resolve().parents[3] / "shared/data/real"))


@pytest.fixture(scope="module")
def charges():
    return Charges.load()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("盗窃罪", "盗窃罪"),
        ("盗窃", "盗窃罪"),
        ("盗窃罪罪", "盗窃罪"),
        ("组织他人偷越国边境罪", "组织他人偷越国（边）境罪"),
        ("贩卖毒品罪", "走私、贩卖、运输、制造毒品罪"),
        ("贩卖、制造毒品罪", "走私、贩卖、运输、制造毒品罪"),
        ("掩饰、隐瞒犯罪所得罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
        ("隐瞒犯罪所得收益罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"),
        ("非法持有枪支罪", "非法持有、私藏枪支、弹药罪"),
        ("非法制造、买卖枪支、弹药罪", "非法制造、买卖、运输、邮寄、储存枪支、弹药、爆炸物罪"),
        ("虚开增值税专用发票罪", "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪"),
        ("容留卖淫罪", "引诱、容留、介绍卖淫罪"),
        ("窝藏罪", "窝藏、包庇罪"),
        ("强制猥亵罪", "强制猥亵、侮辱罪"),
        ("偷越国(边)境罪", "偷越国（边）境罪"),
        ("隐匿、故意销毁会计凭证、会计帐簿罪", "隐匿、故意销毁会计凭证、会计账簿、财务会计报告罪"),
        ("寻 衅 滋 事 罪", "寻衅滋事罪"),
        ("污染坏境罪", "污染环境罪"),
        ("销售假药罪", "生产、销售、提供假药罪"),
    ],
)
def test_a_printed_charge_resolves_to_its_name(charges, printed, name):
    assert charges.resolve(printed) == name


@pytest.mark.parametrize(
    "printed", ["", "罪", "盗窃、诈骗罪", "盗窃毒品罪", "故意伤害犯罪", "贩卖罪", "甲罪"]
)
def test_what_is_no_charge_is_not_made_one(charges, printed):
    assert charges.resolve(printed) is None


def test_every_name_and_variant_resolves_to_itself(charges):
    for name in charges.names:
        assert charges.resolve(name) == name
        for variant in charges[name].variants:
            assert charges.resolve(variant) == name


def test_a_form_taken_whole_is_the_name(charges):
    for name in charges.names:
        if form := charges[name].form:
            assert re.sub(r"\{([^}]*)\}", lambda m: m[1].replace("|", "、"), form) == name


@given(data=st.data())
def test_any_part_of_a_selective_charge_matches_its_form(data):
    charge = data.draw(
        st.sampled_from([c for c in Charges.load().by_name.values() if c.form]), label="charge"
    )

    def some(match):
        words = match[1].split("|")
        flags = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
        chosen = [word for word, flag in zip(words, flags, strict=True) if flag]
        return "、".join(chosen or words[:1])

    part = re.sub(r"\{([^}]*)\}", some, charge.form)
    assert form_pattern(charge.form).fullmatch(part)
    assert Charges.load().resolve(part) is not None


def test_successors_lead_to_a_name_in_use(charges):
    today = datetime.date(2024, 6, 1)
    for name in charges.names:
        assert charges[charges.present_name(name)].in_use(today)
    assert charges.present_name("投毒罪") == "投放危险物质罪"
    assert charges.present_name("重大环境污染事故罪") == "污染环境罪"
    assert charges.present_name("走私制毒物品罪") == "非法生产、买卖、运输制毒物品、走私制毒物品罪"
    assert charges.present_name("嫖宿幼女罪") == "强奸罪"


def test_names_came_and_went_with_the_amendments(charges):
    assert charges["危险驾驶罪"].since == datetime.date(2011, 5, 1)
    assert charges["帮助信息网络犯罪活动罪"].since == datetime.date(2015, 11, 1)
    assert charges["袭警罪"].since == datetime.date(2021, 3, 1)
    assert charges["嫖宿幼女罪"].until == datetime.date(2015, 11, 1)


def test_negligence_and_groups(charges):
    faults = {n: charges[n].fault for n in ("交通肇事罪", "失火罪", "盗窃罪", "污染环境罪")}
    assert faults == {
        "交通肇事罪": "negligent",
        "失火罪": "negligent",
        "盗窃罪": "intentional",
        "污染环境罪": "disputed",
    }
    for name in charges.names:
        if name.startswith("过失"):
            assert charges[name].fault == "negligent", name
    assert {n for n in charges.names if charges[n].group == "terrorism"} >= {"帮助恐怖活动罪"}
    assert charges["容留他人吸毒罪"].group == "drugs"
    assert charges["组织、领导、参加黑社会性质组织罪"].group == "organised_crime"


def test_a_successor_that_is_not_listed_is_refused(tmp_path):
    path = tmp_path / "charges.yaml"
    path.write_text(
        "charges:\n  甲罪: {article: '1', to: 2000-01-01, successor: 乙罪}\n", encoding="utf-8"
    )
    with pytest.raises(ChargesError, match="乙罪"):
        Charges.load(path)


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not there")
def test_two_lists_written_by_others_are_inside(charges):
    names = (REAL / "reference/criminal_charges_468.txt").read_text(encoding="utf-8").splitlines()
    assert len(names) >= 468
    assert [n for n in names if charges.resolve(n) is None] == []
    short = (REAL / "reference/cail_accusations_202.txt").read_text(encoding="utf-8").split()
    assert [n for n in short if charges.resolve(n) is None] == [
        "组织、强迫、引诱、容留、介绍卖淫",
        "制造、贩卖、传播淫秽物品",
        "经济犯",
        "走私",
    ]  # headings, not charges


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not there")
def test_every_article_of_a_charge_is_in_the_law(charges):
    with gzip.open(REAL / "laws/laws.jsonl.gz", "rt", encoding="utf-8") as file:
        law = next(line for line in file if '"laws/法律/刑法/刑法.md"' in line)
    digits = "零一二三四五六七八九"
    for name in charges.names:
        article = charges[name].article
        if "#" in article:
            continue
        number, _, sub = article.partition("-")
        n = int(number)
        words = digits[n // 100] + "百"
        tens, ones = n // 10 % 10, n % 10
        words += (digits[tens] + "十" if tens else ("零" if ones else "")) + (
            digits[ones] if ones else ""
        )
        assert f"第{words}条" + (f"之{digits[int(sub)]}" if sub else "") in law, name
