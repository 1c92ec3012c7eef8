"""Kinds of document, from their headings."""

import pytest

from xiezhi.text.clean import clean
from xiezhi.text.kind import kind_of
from xiezhi.text.split import split

BODY = " 公诉机关某市某区人民检察院。 被告人张三，男。 现已审理终结。 本院认为，构成盗窃罪，判决如下： 被告人张三犯盗窃罪。 "


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("某市某区人民法院 刑事判决书 （2031）某0101刑初7号", ("judgment", "criminal", "first")),
        ("某市某区人民法院 刑 事 判 决 书 （2031）某刑初字第7号", ("judgment", "criminal", "first")),
        ("某市某区人民法院 刑事附带民事判决书 （2031）某0101刑初7号", ("judgment", "criminal", "first")),
        ("某市中级人民法院 刑事附民事判决书 （2031）某01刑终7号", ("judgment", "criminal", "second")),
        ("某市中级人民法院 刑事判决书 （2031）某刑再终字第7号", ("judgment", "criminal", "retrial")),
        ("某省高级人民法院 刑事判决书 （2031）某刑核7号", ("judgment", "criminal", "death_review")),
        ("某市某区人民法院 刑事裁定书 （2031）某0101刑初7号", ("ruling", "criminal", "first")),
        ("某市某区人民法院 刑事决定书 （2031）某0101刑初7号", ("decision", "criminal", "first")),
        ("某市某区人民法院 民事判决书 （2031）某0101民初7号", ("judgment", "civil", "first")),
        ("某市某区人民法院 民事调解书 （2031）某0101民初7号", ("mediation", "civil", "first")),
        ("某市某区人民法院 行政判决书 （2031）某0101行初7号", ("judgment", "administrative", "first")),
        ("某市某区人民法院 执行裁定书 （2031）某0101执7号", ("ruling", "enforcement", "other")),
        ("某市中级人民法院 国家赔偿决定书 （2031）某01法赔7号", ("decision", "state_compensation", "other")),
    ],
)  # fmt: skip
def test_headings(heading, expected):
    text = clean(heading + BODY)
    kind = kind_of(text, split(text))
    assert (kind.document_kind, kind.case_kind, kind.instance) == expected
    assert kind.convicts == (expected[:2] == ("judgment", "criminal"))


@pytest.mark.parametrize(
    "text",
    [
        "买卖合同 甲方：某市某某贸易有限公司 乙方：张三 双方约定如下：一、乙方应于三日内付款。",
        "This agreement is made between the parties. The court ruled as follows.",
        "关于开展专项检查的通知 各区人民法院：现将有关事项通知如下。",
        "",
    ],
)
def test_what_is_no_document_of_a_court(text):
    kind = kind_of(clean(text), split(clean(text)))
    assert not kind.convicts
    assert kind.abstained


def test_a_criminal_judgment_without_its_heading_is_told_by_its_office():
    text = clean(
        "公诉机关某市某区人民检察院。 被告人张三，男。 本院认为，构成盗窃罪，判决如下： 被告人张三犯盗窃罪。"
    )
    assert kind_of(text, split(text)).convicts


def test_a_ruling_that_mends_a_judgment_is_a_ruling():
    text = clean(
        "某市某区人民法院 刑事裁定书 （2031）某0101刑初7号 本院于2031年4月1日对被告人张三犯盗窃罪一案"
        "作出的刑事判决书中，文字有笔误，应予补正，裁定如下： 原判决书第四页应补正为一年。"
    )
    assert kind_of(text, split(text)).document_kind == "ruling"
