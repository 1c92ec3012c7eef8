"""Statutory penalties: every row of the offence table, written here as literals from the articles."""

import datetime

import pytest

from xiezhi.rulebook.brackets import BracketsError, offences
from xiezhi.rulebook.charges import Charges

MODE = {"none": "0", "must": "M", "must_or_alone": "MS", "may": "MAY", "instead": "ALT"}


def shape(bracket):
    term = "" if bracket.min_months is None else f"{bracket.min_months}-{bracket.max_months}"
    confiscation = "" if bracket.confiscation == "none" else "/" + bracket.confiscation
    return f"{bracket.main}{term}:{MODE[bracket.fine]}{confiscation}"


def on(charge, day):
    offence = next(o for o in offences() if charge in o.charges)
    version = offence.on(datetime.date.fromisoformat(day))
    return None if version is None else " ".join(shape(b) for b in version.brackets if not b.staff)


NOW = "2024-06-01"
SAME_264 = "FJG6-36:MS F36-120:M FL120-180:M/or_fine"
FRAUD = "FJ6-60:M F60-120:M FL120-180:M/or_fine"
TABLE = {  # F 有期徒刑 J 拘役 G 管制 R 剥权 L 无期 D 死刑, months, fine mode, confiscation
    "危险驾驶罪": "J:M",
    "交通肇事罪": "FJ6-36:0 F36-84:0 F84-180:0",
    "妨害安全驾驶罪": "FJG6-12:MS",
    "危险作业罪": "FJG6-12:0",
    "重大责任事故罪": "FJ6-36:0 F36-84:0",
    "非法持有、私藏枪支、弹药罪": "FJG6-36:0 F36-84:0",
    "生产、销售伪劣产品罪": "FJ6-24:MS F24-84:M F84-180:M FL180-180:M/or_fine",
    "生产、销售不符合安全标准的食品罪": "FJ6-36:M F36-84:M FL84-180:M/or_fine",
    "生产、销售有毒、有害食品罪": "F6-60:M F60-120:M FLD120-180:M/or_fine",
    "非法吸收公众存款罪": "FJ6-36:MS F36-120:M F120-180:M",
    "洗钱罪": "FJ6-60:MS F60-120:M",
    "集资诈骗罪": "F36-84:M FL84-180:M/or_fine",
    "贷款诈骗罪": FRAUD,
    "信用卡诈骗罪": FRAUD,
    "保险诈骗罪": "FJ6-60:M F60-120:M F120-180:M/or_fine",
    "逃税罪": "FJ6-36:M F36-84:M",
    "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪": "FJ6-36:M F36-120:M FL120-180:M/or_fine",
    "假冒注册商标罪": "F6-36:MS F36-120:M",
    "销售假冒注册商标的商品罪": "F6-36:MS F36-120:M",
    "非法制造、销售非法制造的注册商标标识罪": "F6-36:MS F36-120:M",
    "侵犯著作权罪": "F6-36:MS F36-120:M",
    "合同诈骗罪": "FJ6-36:MS F36-120:M FL120-180:M/or_fine",
    "组织、领导传销活动罪": "FJ6-60:M F60-180:M",
    "非法经营罪": "FJ6-60:MS F60-180:M/or_fine",
    "故意杀人罪": "FLD120-180:0 F36-120:0",
    "过失致人死亡罪": "F36-84:0 F6-36:0",
    "故意伤害罪": "FJG6-36:0 F36-120:0 FLD120-180:0",
    "过失致人重伤罪": "FJ6-36:0",
    "强奸罪": "F36-120:0 FLD120-180:0",
    "强制猥亵、侮辱罪": "FJ6-60:0 F60-180:0",
    "猥亵儿童罪": "F6-60:0 F60-180:0",
    "非法拘禁罪": "FJGR6-36:0 F36-120:0 F120-180:0",
    "非法侵入住宅罪": "FJ6-36:0",
    "侵犯公民个人信息罪": "FJ6-36:MS F36-84:M",
    "重婚罪": "FJ6-24:0",
    "抢劫罪": "F36-120:M FLD120-180:M/or_fine",
    "盗窃罪": SAME_264,
    "诈骗罪": SAME_264,
    "抢夺罪": SAME_264,
    "职务侵占罪": "FJ6-36:M F36-120:M FL120-180:M",
    "挪用资金罪": "FJ6-36:0 F36-84:0 F84-180:0",
    "敲诈勒索罪": "FJG6-36:MS F36-120:M F120-180:M",
    "故意毁坏财物罪": "FJ6-36:ALT F36-84:0",
    "拒不支付劳动报酬罪": "FJ6-36:MS F36-84:M",
    "妨害公务罪": "FJG6-36:ALT",
    "袭警罪": "FJG6-36:0 F36-84:0",
    "招摇撞骗罪": "FJGR6-36:0 F36-120:0",
    "伪造、变造、买卖国家机关公文、证件、印章罪": "FJGR6-36:M F36-120:M",
    "使用虚假身份证件、盗用身份证件罪": "JG:MS",
    "代替考试罪": "JG:MS",
    "组织考试作弊罪": "FJ6-36:MS F36-84:M",
    "帮助信息网络犯罪活动罪": "FJ6-36:MS",
    "高空抛物罪": "FJG6-12:MS",
    "聚众斗殴罪": "FJG6-36:0 F36-120:0",
    "寻衅滋事罪": "FJG6-60:0 F60-120:MAY",
    "催收非法债务罪": "FJG6-36:MS",
    "赌博罪": "FJG6-36:M",
    "开设赌场罪": "FJG6-60:M F60-120:M",
    "虚假诉讼罪": "FJG6-36:MS F36-84:M",
    "窝藏、包庇罪": "FJG6-36:0 F36-120:0",
    "掩饰、隐瞒犯罪所得、犯罪所得收益罪": "FJG6-36:MS F36-84:M",
    "拒不执行判决、裁定罪": "FJ6-36:ALT F36-84:M",
    "偷越国（边）境罪": "FJG6-12:M F12-36:M",
    "组织他人偷越国（边）境罪": "F24-84:M FL84-180:M/or_fine",
    "运送他人偷越国（边）境罪": "FJG6-60:M F60-120:M F84-180:M",
    "非法行医罪": "FJG6-36:MS F36-120:M F120-180:M",
    "污染环境罪": "FJ6-36:MS F36-84:M F84-180:M",
    "非法捕捞水产品罪": "FJG6-36:ALT",
    "危害珍贵、濒危野生动物罪": "FJ6-60:M F60-120:M F120-180:M/or_fine",
    "非法狩猎罪": "FJG6-36:ALT",
    "非法占用农用地罪": "FJ6-60:MS",
    "非法采矿罪": "FJG6-36:MS F36-84:M",
    "盗伐林木罪": "FJG6-36:MS F36-84:M F84-180:M",
    "滥伐林木罪": "FJG6-36:MS F36-84:M",
    "走私、贩卖、运输、制造毒品罪": "FLD180-180:0/must F84-180:M FJG6-36:M F36-84:M",
    "非法持有毒品罪": "FL84-180:M FJG6-36:M F36-84:M",
    "容留他人吸毒罪": "FJG6-36:M",
    "组织卖淫罪": "F60-120:M FL120-180:M/or_fine",
    "协助组织卖淫罪": "F6-60:M F60-120:M",
    "引诱、容留、介绍卖淫罪": "FJG6-60:M F60-180:M",
    "制作、复制、出版、贩卖、传播淫秽物品牟利罪": "FJG6-36:M F36-120:M FL120-180:M/or_fine",
    "传播淫秽物品罪": "FJG6-24:0",
    "贪污罪": "FJ6-36:M F36-120:M/or_fine FL120-180:M/or_fine LD:0/must",
    "受贿罪": "FJ6-36:M F36-120:M/or_fine FL120-180:M/or_fine LD:0/must",
    "挪用公款罪": "FJ6-60:0 F60-180:0 FL120-180:0",
    "行贿罪": "FJ6-36:M F36-120:M FL120-180:M/or_fine",
    "单位行贿罪": "FJ6-36:M F36-120:M",
    "滥用职权罪": "FJ6-36:0 F36-84:0 FJ6-60:0 F60-120:0",
    "玩忽职守罪": "FJ6-36:0 F36-84:0 FJ6-60:0 F60-120:0",
}
EARLIER = {  # (charge, last day of the version before, first day of the next)
    ("职务侵占罪", "2021-02-28", "2021-03-01"): ("FJ6-60:0 F60-180:0/may", TABLE["职务侵占罪"]),
    ("开设赌场罪", "2021-02-28", "2021-03-01"): ("FJG6-36:M F36-120:M", TABLE["开设赌场罪"]),
    ("非法吸收公众存款罪", "2021-02-28", "2021-03-01"): (
        "FJ6-36:MS F36-120:M",
        TABLE["非法吸收公众存款罪"],
    ),
    ("集资诈骗罪", "2021-02-28", "2021-03-01"): (FRAUD, TABLE["集资诈骗罪"]),
    ("假冒注册商标罪", "2021-02-28", "2021-03-01"): ("FJ6-36:MS F36-84:M", TABLE["假冒注册商标罪"]),
    ("挪用资金罪", "2021-02-28", "2021-03-01"): ("FJ6-36:0 F36-120:0", TABLE["挪用资金罪"]),
    ("污染环境罪", "2021-02-28", "2021-03-01"): ("FJ6-36:MS F36-84:M", TABLE["污染环境罪"]),
    ("行贿罪", "2024-02-29", "2024-03-01"): (
        "FJ6-60:M F60-120:M FL120-180:M/or_fine",
        TABLE["行贿罪"],
    ),
    ("行贿罪", "2015-10-31", "2015-11-01"): (
        "FJ6-60:0 F60-120:0 FL120-180:0/may",
        "FJ6-60:M F60-120:M FL120-180:M/or_fine",
    ),
    ("单位行贿罪", "2024-02-29", "2024-03-01"): ("FJ6-60:M", TABLE["单位行贿罪"]),
    ("受贿罪", "2015-10-31", "2015-11-01"): (
        "FJ6-24:0 F12-84:0 F84-120:0 F60-180:0/may L:0/must FL120-180:0/may D:0/must",
        TABLE["受贿罪"],
    ),
    ("盗窃罪", "2011-04-30", "2011-05-01"): (SAME_264 + " LD:0/must", SAME_264),
    ("敲诈勒索罪", "2011-04-30", "2011-05-01"): ("FJG6-36:0 F36-120:0", TABLE["敲诈勒索罪"]),
    ("寻衅滋事罪", "2011-04-30", "2011-05-01"): ("FJG6-60:0", TABLE["寻衅滋事罪"]),
    ("拒不执行判决、裁定罪", "2015-10-31", "2015-11-01"): (
        "FJ6-36:ALT",
        TABLE["拒不执行判决、裁定罪"],
    ),
    ("伪造、变造、买卖国家机关公文、证件、印章罪", "2015-10-31", "2015-11-01"): (
        "FJGR6-36:0 F36-120:0",
        TABLE["伪造、变造、买卖国家机关公文、证件、印章罪"],
    ),
    ("掩饰、隐瞒犯罪所得、犯罪所得收益罪", "2006-06-28", "2006-06-29"): (
        "FJG6-36:MS",
        TABLE["掩饰、隐瞒犯罪所得、犯罪所得收益罪"],
    ),
    ("危险驾驶罪", "2011-04-30", "2011-05-01"): (None, "J:M"),
    ("帮助信息网络犯罪活动罪", "2015-10-31", "2015-11-01"): (None, "FJ6-36:MS"),
    ("拒不支付劳动报酬罪", "2011-04-30", "2011-05-01"): (None, TABLE["拒不支付劳动报酬罪"]),
}
RANGES = {
    "贷款诈骗罪": [(20_000, 200_000), (50_000, 500_000), (50_000, 500_000)],
    "信用卡诈骗罪": [(20_000, 200_000), (50_000, 500_000), (50_000, 500_000)],
    "保险诈骗罪": [(10_000, 100_000), (20_000, 200_000), (20_000, 200_000)],
    "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪": [
        (20_000, 200_000),
        (50_000, 500_000),
        (50_000, 500_000),
    ],
}


@pytest.mark.parametrize(("charge", "expected"), TABLE.items())
def test_brackets_in_force(charge, expected):
    assert on(charge, NOW) == expected


@pytest.mark.parametrize(("change", "expected"), EARLIER.items())
def test_brackets_on_both_sides_of_a_change(change, expected):
    charge, before, after = change
    assert (on(charge, before), on(charge, after)) == expected


@pytest.mark.parametrize(("charge", "ranges"), RANGES.items())
def test_ranges_of_fines_named_by_the_article(charge, ranges):
    offence = next(o for o in offences() if charge in o.charges)
    found = [b.yuan for b in offence.on(datetime.date(2024, 6, 1)).brackets if not b.staff]
    assert found == ranges


def test_multiples_named_by_the_article():
    goods = next(o for o in offences() if "生产、销售伪劣产品罪" in o.charges).versions[0]
    assert {(b.times, b.of) for b in goods.brackets} == {((0.5, 2.0), "销售金额")}
    trade = next(o for o in offences() if "非法经营罪" in o.charges).versions[0]
    assert {(b.times, b.of) for b in trade.brackets} == {((1.0, 5.0), "违法所得")}


def test_every_charge_has_brackets_and_every_bracket_a_charge():
    named = [charge for offence in offences() for charge in offence.charges]
    assert sorted(named) == sorted(Charges.load().names)


def test_charges_of_the_list_stand_in_the_chapter_of_their_article():
    bounds = {
        1: (102, 113),
        2: (114, 139),
        3: (140, 231),
        4: (232, 262),
        5: (263, 276),
        6: (277, 367),
        7: (368, 381),
        8: (382, 396),
        9: (397, 419),
        10: (420, 451),
    }
    for offence in offences():
        article = offence.articles[0]
        if "#" not in article:
            low, high = bounds[offence.chapter]
            assert low <= int(article.split("(")[0].split("-")[0]) <= high


def test_present_law_is_confirmed_and_old_unconfirmed_versions_say_so():
    for offence in offences():
        newest = offence.versions[0]
        if newest.until is None and "骗购外汇罪" not in offence.charges:
            assert not newest.unconfirmed, offence.charges
    old = next(o for o in offences() if "盗窃罪" in o.charges).versions[1]
    assert "不在所收法律文本中" in old.unconfirmed


def test_scale_words_come_from_the_condition():
    theft = next(o for o in offences() if "盗窃罪" in o.charges).versions[0]
    assert [b.scale for b in theft.brackets] == ["较大", "巨大", "特别巨大"]


def test_mistakes_are_refused(tmp_path):
    (tmp_path / "x.yaml").write_text(
        "chapter: {no: 5, zh: 甲, en: a}\noffences:\n"
        "- charges: [甲罪]\n  articles: ['1']\n  versions:\n"
        "  - {from: 2011-05-01, brackets: [{main: F, fine: ALL}]}\n"
        "  - {from: 1997-10-01, to: 2012-01-01, brackets: [{main: FX, yuan: [2, 1]}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(BracketsError) as caught:
        offences(tmp_path)
    assert [p.where.rpartition(":")[0].rpartition("/")[2] for p in caught.value.problems] == [
        "x.yaml:6",
        "x.yaml:7",
        "x.yaml:7",
        "x.yaml:3",
    ]
