"""Other items of the operative part."""

from decimal import Decimal

import pytest

from xiezhi.text.disposition.walk import walk
from xiezhi.text.read import item

TWO = (
    "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 "
    "被告人李四，男，1991年1月2日出生。"
)
GUILTY = (
    "一、被告人张三犯盗窃罪，判处有期徒刑一年，缓刑一年。 "
    "二、被告人李四犯盗窃罪，判处有期徒刑一年。 "
)


@pytest.fixture
def items(told):
    def read(words):
        document, parties = told(disposition=GUILTY + words, parties=TWO)
        rows = item.read(document, parties, walk(document, parties))
        return [(row["kind"], row["ordinals"], row.get("amount")) for row in rows]

    return read


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("三、责令被告人张三退赔被害人赵六人民币五千元。", ("restitution", [1], Decimal(5000))),
        ("三、继续追缴被告人张三、李四的违法所得3000元。", ("recovery", [1, 2], Decimal(3000))),
        ("三、作案工具手机一部，予以没收。", ("forfeiture", None, None)),
        ("三、扣押的现金12，500.50元，发还被害人赵六。", ("return", None, Decimal("12500.50"))),
        (
            "三、被告人李四赔偿附带民事诉讼原告人赵六经济损失共计人民币8000元。",
            ("civil_damages", [2], Decimal(8000)),
        ),
        ("三、禁止被告人张三在缓刑考验期内进入娱乐场所。", ("prohibition", [1], None)),
        ("三、驳回附带民事诉讼原告人赵六的其他诉讼请求。", ("other", None, None)),
    ],
)
def test_kinds(items, words, row):
    assert items(words) == [row]


def test_several_sums_have_no_amount_but_their_total(items):
    assert items("三、责令被告人张三退赔赵六300元、钱七200元。")[0][2] is None
    assert items("三、责令被告人张三退赔赵六300元、钱七200元，共计500元。")[0][2] == 500


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("责令被告人张三退赔赵六300元（含扣押在案的20元）。", 300),
        ("责令被告人张三退赔投资人的经济损失（含张三在案的20元）。", None),
        ("追缴被告人张三违法所得（共计300元）。", 300),
        ("被告人张三赔偿赵六经济损失300元，扣除已赔偿的20元。", 300),
    ],
)
def test_sums_of_remarks_are_no_amount(items, words, amount):
    assert items("三、" + words)[0][2] == amount


def test_what_is_at_hand_and_what_is_still_owed_are_two_items(items):
    assert items("三、扣押的20元发还赵六，不足部分责令被告人张三退赔。") == [
        ("return", None, 20),
        ("restitution", [1], None),
    ]


def test_gains_recovered_and_handed_on_are_one_item(items):
    words = "三、追缴被告人张三的违法所得300元，发还赵六；"
    assert items(words) == [("recovery", [1], Decimal(300))]


def test_a_rejected_claim_for_damages_awards_none(items):
    words = "三、驳回附带民事诉讼原告人赵六要求被告人李四赔偿的诉讼请求。"
    assert items(words) == [("other", [2], None)]


def test_a_remark_in_brackets_is_no_item(items):
    assert items("三、被告人李四的手机予以没收。（由扣押机关没收、销毁。）") == [
        ("forfeiture", [2], None)
    ]


def test_an_approximate_sum_is_no_amount(items):
    assert items("三、追缴被告人张三违法所得三万余元。")[0][2] is None


def test_one_bracket_may_state_the_time_to_pay_of_each(told):
    document, parties = told(
        disposition=GUILTY
        + "（缓刑考验期限，从判决确定之日起计算。被告人张三的罚金限于判决生效后一个月内"
        "缴纳。被告人李四的罚金限于判决生效后四个月内缴纳。）",
        parties=TWO,
    )
    rows = item.read(document, parties, walk(document, parties))
    assert [(row["ordinals"], row["term_months"]) for row in rows] == [([1], 1), ([2], 4)]


def test_fine_terms(items):
    assert items("（罚金限判决生效后十日内缴纳。）") == [("fine_term", [2], None)]


def test_a_fine_that_goes_to_the_treasury_is_no_forfeiture(items):
    assert items("（罚金限判决生效后十日内缴纳，上缴国库。）") == [("fine_term", [2], None)]


def test_a_bracket_belongs_to_what_is_before_it(told):
    document, parties = told(
        disposition="被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金一千元。（罚金限判决生效后十日内缴纳。） "
        "被告人李四犯盗窃罪，判处拘役三个月，并处罚金一千元。（罚金限判决生效后二十日内缴纳。）",
        parties=TWO,
    )
    rows = item.read(document, parties, walk(document, parties))
    assert [(row["ordinals"], row["term_days"]) for row in rows] == [([1], 10), ([2], 20)]


def test_revoked_probation_and_parole(told):
    document, parties = told(
        disposition="一、撤销某市某区人民法院（2029）某0101刑初3号刑事判决对被告人张三宣告缓刑二年的部分。 "
        "二、撤销某市中级人民法院（2029）某01刑更3号刑事裁定对被告人李四的假释。 "
        "三、被告人张三犯盗窃罪，判处有期徒刑一年，与前罪并罚，决定执行有期徒刑二年。 "
        "四、被告人李四犯盗窃罪，判处有期徒刑一年，与前罪并罚，决定执行有期徒刑二年。",
        parties=TWO,
    )
    rows = item.read(document, parties, walk(document, parties))
    assert [(row["kind"], row["ordinals"]) for row in rows] == [
        ("probation_revoked", [1]),
        ("parole_revoked", [2]),
    ]


def test_what_an_appeal_keeps_is_no_item(told):
    document, parties = told(
        heading="某市中级人民法院 刑事判决书 （2031）某01刑终9号",
        disposition="一、维持原判第二项，即责令被告人张三退赔被害人赵六人民币五千元； "
        "二、上诉人张三犯盗窃罪，判处有期徒刑一年。",
        tail="本判决为终审判决。",
    )
    assert item.read(document, parties, walk(document, parties)) == []
