"""Parts of a document, from invented ones."""

import itertools

import pytest

from xiezhi.text.clean import clean
from xiezhi.text.split import split

HEAD = "某市某区人民法院 刑事判决书 （2031）某0101刑初7号 "
PARTIES = "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 "
PROCEDURE = "某市某区人民检察院以某检诉（2031）7号起诉书指控被告人张三犯盗窃罪，向本院提起公诉。本案现已审理终结。 "
ACCUSATION = "公诉机关指控：张三盗窃。 "
FACTS = "经审理查明：张三盗窃。 "
REASONING = (
    "本院认为，张三已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下： "
)
DISPOSITION = "被告人张三犯盗窃罪，判处有期徒刑一年。 "
TAIL = "如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判长甲一 二〇三一年四月一日 书记员丁四 "
APPENDIX = "附：相关法律条文 《中华人民共和国刑法》第二百六十四条……"
WHOLE = (HEAD, PARTIES, PROCEDURE, ACCUSATION, FACTS, REASONING, DISPOSITION, TAIL, APPENDIX)


def cut(text):
    cleaned = clean(text)
    parts = split(cleaned)
    names = [
        "head",
        "parties",
        "procedure",
        "accusation",
        "facts",
        "reasoning",
        "disposition",
        "tail",
        "appendix",
    ]
    return {
        name: getattr(parts, name).of(cleaned) for name in names if getattr(parts, name) is not None
    }


def test_every_part_is_where_it_is():
    read = cut("".join(WHOLE))
    assert read["head"] == HEAD
    assert read["parties"].strip() == PARTIES.strip()
    assert read["procedure"].strip() == PROCEDURE.strip()
    assert read["accusation"].strip() == ACCUSATION.strip()
    assert read["facts"] == FACTS
    assert read["reasoning"] + "判决如下：" == REASONING.rstrip()
    assert read["disposition"].strip() == DISPOSITION.strip()
    assert read["tail"].strip() == TAIL.strip()
    assert read["appendix"] == APPENDIX


def test_parts_do_not_overlap_and_keep_their_order():
    text = clean("".join(WHOLE))
    parts = split(text)
    spans = [
        parts.head, parts.parties, parts.procedure, parts.accusation, parts.facts,
        parts.reasoning, parts.disposition, parts.tail, parts.appendix,
    ]  # fmt: skip
    for before, after in itertools.pairwise(spans):
        assert before.end <= after.start


@pytest.mark.parametrize(
    "formula",
    ["判决如下：", "判 决 如 下：", "判决如下", "判决以下：", "判决如下；", "判处如下："],
)
def test_formulas_of_decision(formula):
    text = HEAD + PARTIES + FACTS + REASONING.replace("判决如下：", formula) + DISPOSITION + TAIL
    assert cut(text)["disposition"].strip() == DISPOSITION.strip()


@pytest.mark.parametrize("ending", ["之规定： ", "之规定 ", "之规定； "])
def test_the_formula_may_be_missing(ending):
    text = (
        HEAD
        + PARTIES
        + FACTS
        + REASONING.replace("之规定，判决如下： ", ending)
        + DISPOSITION
        + TAIL
    )
    assert cut(text)["disposition"].strip() == DISPOSITION.strip()


def test_another_court_s_decision_is_not_the_operative_part():
    recounted = "原审法院认为张三犯盗窃罪，判决如下：被告人张三犯盗窃罪，判处有期徒刑三年。 上诉人张三上诉。 "
    text = HEAD + PARTIES + PROCEDURE + recounted + FACTS + REASONING + DISPOSITION + TAIL
    assert cut(text)["disposition"].strip() == DISPOSITION.strip()


def test_the_ruling_on_appeal_that_a_retrial_recounts_is_not_the_operative_part():
    recounted = "某市中级人民法院作出刑事裁定，裁定如下：驳回上诉，维持原判。张三申诉。 "
    parts = (HEAD, PARTIES, PROCEDURE, recounted, FACTS, REASONING, DISPOSITION, TAIL)
    assert cut("".join(parts))["disposition"].strip() == DISPOSITION.strip()


def test_a_ruling_after_the_signatures_that_corrects_a_slip():
    ruling = "某市某区人民法院 刑事裁定书 现裁定如下： 判决书中“二千元”补正为“三千元”。 审判长甲一"
    assert cut("".join(WHOLE[:-1]) + ruling)["disposition"].strip() == DISPOSITION.strip()


def test_a_ruling_under_a_heading_of_a_judgment():
    recounted = "原审判决如下：被告人张三犯盗窃罪，判处有期徒刑三年。 "
    ruled = "本院认为，原判正确。依照规定，裁定如下： 驳回上诉，维持原判。 本裁定为终审裁定。"
    assert cut(HEAD + PARTIES + recounted + ruled)["disposition"].strip() == "驳回上诉，维持原判。"


def test_articles_cited_person_by_person():
    row = (
        "一、对被告人张三，依照刑法第二百六十四条之规定，判决如下： 被告人张三犯盗窃罪，判处有期徒刑一年。 "
        "二、对被告人李四，依照刑法第二百六十四条之规定，判决如下： 被告人李四犯盗窃罪，判处有期徒刑二年。 "
    )
    read = cut(HEAD + PARTIES + FACTS + "本院认为，均构成盗窃罪。 " + row + TAIL)["disposition"]
    assert read.strip().startswith("被告人张三犯盗窃罪")
    assert "被告人李四犯盗窃罪，判处有期徒刑二年。" in read


@pytest.mark.parametrize(
    "text", ["", "甲", "This is a contract between two parties.", "判决如下："]
)
def test_what_is_not_there_is_none(text):
    assert split(clean(text)).facts is None
    assert split(clean(text)).tail is None
