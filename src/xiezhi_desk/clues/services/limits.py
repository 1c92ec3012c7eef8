"""What verifying may never do, by line, with the articles; shown on every form of it."""

from __future__ import annotations

from typing import NamedTuple

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.ui.words import t

__all__ = ["Limit", "limits"]


class Limit(NamedTuple):
    """A limit and the rule it comes from."""

    text: str
    article: str


_ARTICLES = {
    Line.PUBLIC_INTEREST: ("公益诉讼办案规则第三十五条、第三十六条", "第三十九条"),
    Line.CIVIL: ("民事诉讼监督规则第六十三条、第六十九条", ""),
    Line.ADMINISTRATIVE: ("行政诉讼监督规则第六十条、第六十五条", ""),
    Line.CRIMINAL: ("检察建议工作规定第十四条", ""),
}


def limits(line: str) -> tuple[Limit, ...]:
    """The limits of a line, the hardest first."""
    article = _ARTICLES[Line(line)][0]
    found = [
        Limit(
            t(
                "不得采取限制人身自由以及查封、扣押、冻结财产等强制性措施。",
                "No restraint of persons; no sealing, seizing or freezing of property.",
            ),
            article,
        ),
        Limit(t("由二名以上检察人员进行。", "Two or more staff take part."), article),
        Limit(
            t(
                "电子数据应当注明来源、时间、地点和制作人。",
                "Electronic data carry their source, time, place and maker.",
            ),
            "公益诉讼办案规则第三十九条",
        ),
    ]
    if line == Line.ADMINISTRATIVE:
        found.insert(
            0,
            Limit(
                t(
                    "不得为证明行政行为合法，调取作出该行为时未收集的证据。",
                    "No evidence is gathered to prove an administrative act lawful that was not"
                    " gathered when the act was done.",
                ),
                "行政诉讼监督规则第五十八条",
            ),
        )
    return tuple(found)
