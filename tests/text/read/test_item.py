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


def test_an_approximate_sum_is_no_amount(items):
    assert items("三、追缴被告人张三违法所得三万余元。")[0][2] is None


def test_fine_terms(items):
    assert items("（罚金限判决生效后十日内缴纳。）") == [("fine_term", [2], None)]


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
