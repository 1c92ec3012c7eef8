"""Invented judgments for the readers' stories."""

from collections.abc import Callable

import pytest

from xiezhi.text.clean import clean
from xiezhi.text.facts import Document, Parties
from xiezhi.text.kind import kind_of
from xiezhi.text.read import party
from xiezhi.text.split import split

HEADING = "某市某区人民法院 刑事判决书 （2031）某0101刑初7号"
PARTIES = (
    "公诉机关某市某区人民检察院。 "
    "被告人张三，男，1990年1月2日出生，汉族，农民，住某市某区。"
    "因涉嫌犯盗窃罪，于2031年1月5日被某市公安局刑事拘留，同年2月3日被逮捕。现羁押于某市看守所。"
)
PROCEDURE = (
    "某市某区人民检察院以某检刑诉（2031）7号起诉书指控被告人张三犯盗窃罪，于2031年3月1日向本院提起公诉。"
    "本院依法组成合议庭，公开开庭审理了本案。现已审理终结。"
)
FACTS = "经审理查明，2031年1月1日，被告人张三窃取他人财物。 上述事实，有下列证据证实：证人证言等。"
REASONING = (
    "本院认为，被告人张三以非法占有为目的，秘密窃取他人财物，数额较大，其行为已构成盗窃罪。"
    "依照《中华人民共和国刑法》第二百六十四条之规定，判决如下："
)
DISPOSITION = "被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元。"
TAIL = (
    "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向某市中级人民法院提出上诉。 "
    "审判长甲一 审判员乙二 人民陪审员丙三 二〇三一年四月一日 书记员丁四"
)


def text_of(
    *,
    heading: str = HEADING,
    parties: str = PARTIES,
    procedure: str = PROCEDURE,
    facts: str = FACTS,
    reasoning: str = REASONING,
    disposition: str = DISPOSITION,
    tail: str = TAIL,
) -> str:
    """A judgment with some parts replaced."""
    parts = (heading, parties, procedure, facts, reasoning, disposition, tail)
    return " ".join(part for part in parts if part)


def document_of(text: str) -> Document:
    """The document readers see."""
    cleaned = clean(text)
    parts = split(cleaned)
    return Document("d1", text, cleaned, parts, kind_of(cleaned, parts))


@pytest.fixture
def judgment_text() -> Callable[..., str]:
    return text_of


@pytest.fixture
def told() -> Callable[..., tuple[Document, Parties]]:
    """A document with some parts replaced, and its parties."""

    def build(**parts: str) -> tuple[Document, Parties]:
        document = document_of(text_of(**parts))
        return document, party.read(document)

    return build


@pytest.fixture
def document() -> Callable[[str], Document]:
    return document_of
