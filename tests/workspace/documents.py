"""Invented judgments as a court hands them over."""

from dataclasses import replace
from pathlib import Path

import agencies

from xiezhi.shelf.contract.contract import Contract

MODEL = Path(__file__).parents[2] / "rulebook/models/criminal/fine-outside-range"
JUDGMENT = (
    "某市某区人民法院 刑事判决书 （2031）某0101刑初{n}号 公诉机关某市某区人民检察院。 "
    "被告人张三，男，1990年1月2日出生，汉族。 "
    "某市某区人民检察院以某检诉（2031）{n}号起诉书指控被告人张三犯盗窃罪，于2031年3月1日向本院提起公诉。"
    "本院依法组成合议庭，公开开庭审理了本案。现已审理终结。 经审理查明，2031年1月5日，张三盗窃财物价值五千元。 "
    "本院认为，张三已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下： "
    "被告人张三犯盗窃罪，判处有期徒刑一年，并处罚金人民币{fine}元。 "
    "如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判长甲一 二〇三一年四月一日 书记员丁四"
)


def judgments(folder: Path, name: str, numbers: tuple[int, ...], fine: str = "五百") -> Path:
    """A folder of judgments, each a txt file."""
    place = folder / name
    place.mkdir()
    for n in numbers:
        (place / f"{n}.txt").write_text(JUDGMENT.format(n=n, fine=fine), "utf8")
    return place


def contract(**changed: object) -> Contract:
    """The court's contract for its judgments."""
    court = replace(
        agencies.contract("death_record"),
        table="document",
        provider="某市某区人民法院",
        purposes=("刑事诉讼监督",),
    )
    return replace(court, **changed)
