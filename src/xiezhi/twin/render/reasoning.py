"""What the court holds (本院认为), with circumstances and the articles cited."""

import re

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case, Citation, Defendant
from xiezhi.twin.numerals import han
from xiezhi.twin.render.facts import total_of
from xiezhi.twin.render.style import Style
from xiezhi.twin.stories import STORIES

_SENTENCES = {
    "juvenile": "{who}犯罪时未满十八周岁，依法应当{effect}处罚",
    "voluntary_surrender": "{who}犯罪后自动投案，如实供述自己的罪行，系自首，依法可以{effect}处罚",
    "confession": "{who}到案后如实供述自己的罪行，系坦白，依法可以从轻处罚",
    "plea": "{who}自愿认罪认罚，依法可以从宽处理",
    "admission": "{who}当庭自愿认罪，可酌情从轻处罚",
    "merit": "{who}协助公安机关抓获其他犯罪嫌疑人，具有立功表现，依法可以{effect}处罚",
    "attempt": "{who}着手实行犯罪，因意志以外的原因未得逞，系犯罪未遂，依法可以{effect}处罚",
    "limited_capacity": "{who}作案时系限制刑事责任能力人，依法可以{effect}处罚",
    "accessory": "{who}在共同犯罪中起次要作用，系从犯，依法应当{effect}处罚",
    "principal": "{who}在共同犯罪中起主要作用，系主犯，应当按照其所参与的全部犯罪处罚",
    "recidivist": (
        "{who}曾因故意犯罪被判处有期徒刑，刑罚执行完毕后五年内再犯应当判处有期徒刑以上刑罚之罪，"
        "系累犯，应当从重处罚"
    ),
    "drug_repeat": "{who}曾因毒品犯罪被判过刑，又犯毒品犯罪，系毒品再犯，应当从重处罚",
    "prior_record": "{who}有犯罪前科，可酌情从重处罚",
    "compensation": "{who}积极赔偿被害人的经济损失，可酌情从轻处罚",
    "forgiveness": "{who}取得被害人谅解，可酌情从轻处罚",
    "first_offence": "{who}系初犯、偶犯，可酌情从轻处罚",
}


def reasoning(chance: Chance, case: Case, style: Style) -> str:
    """One paragraph from 本院认为 to 判决如下."""
    opening = chance.pick(("依照", "据此，依照", "根据", "为此，依照", "综上，依照"))
    ending = chance.pick(("之规定", "的规定"))
    text = "本院认为，" + holding(chance, case, style)
    anchor = chance.weigh({"判决如下：": 96, "判决如下": 2, "判决如下:": 1, "特判决如下：": 1})
    return f"{text}{opening}{cited(chance, case.cited)}{ending}，{anchor}"


def holding(chance: Chance, case: Case, style: Style) -> str:
    """The court's view of conduct and circumstances, without the articles."""
    parts = [_conduct(chance, case, charge, style) for charge in _charges(case)]
    text = "".join(parts)
    if case.group:
        text += "各被告人为共同实施犯罪而组成较为固定的犯罪组织，系犯罪集团。"
    for defendant in case.defendants:
        text += _circumstances(defendant)
    text += "".join(_acquittal(person) for person in case.defendants)
    text += _rejected(case)
    if any(person.sentence.probation_months for person in case.defendants):
        text += chance.pick(
            (
                "根据其犯罪情节和悔罪表现，宣告缓刑对其所居住社区没有重大不良影响，可以宣告缓刑。",
                "适用缓刑确实不致再危害社会，可依法宣告缓刑。",
                "",
            )
        )
    return text


def _charges(case: Case) -> list[str]:
    return list(dict.fromkeys(c.charge for d in case.defendants for c in d.counts))


def _conduct(chance: Chance, case: Case, charge: str, style: Style) -> str:
    who = [
        (person, count)
        for person in case.defendants
        for count in person.counts
        if count.charge == charge
    ]
    people = [person for person, _ in who if not person.unit]
    units = [person for person, _ in who if person.unit]
    count = who[0][1]
    names = "、".join(f"被告单位{unit.name}" for unit in units)
    if people:
        names += ("、" if names else "") + "被告人" + "、".join(person.name for person in people)
    text = f"{names}{STORIES[charge].element}"
    if chance.odds(0.5):
        total = total_of(count, style)
        text += f"，{total}" if total else ""
    if count.bracket.phrase:
        text += f"，{count.bracket.phrase}"
    both = "均" if len(who) > 1 else ""
    text += f"，其行为{both}{chance.pick(('已构成', '构成', '已触犯刑律，构成'))}{charge}"
    if len(people) > 1 and chance.odds(0.6):
        text += "，系共同犯罪"
    return text + chance.pick(("。公诉机关指控的罪名成立。", "，公诉机关指控的罪名成立。", "。"))


def _circumstances(defendant: Defendant) -> str:
    effect = "减轻" if defendant.mitigated else "从轻"
    who = f"被告人{defendant.name}"
    parts = [
        _SENTENCES[found].format(who=who, effect=effect)
        for found in defendant.circumstances
        if found in _SENTENCES
    ]
    if defendant.group_head:
        parts.insert(0, f"{who}在犯罪集团中起组织、策划、指挥作用，系首要分子")
    if defendant.returned == "all" and not defendant.unit:
        parts.append(f"{who}已退缴全部违法所得，可酌情从轻处罚")
    if len(defendant.counts) > 1:
        parts.append(f"{who}一人犯数罪，应当数罪并罚")
    if defendant.sentence.merged_prior:
        parts.append(f"{who}在缓刑考验期限内犯新罪，应当撤销缓刑，与前罪数罪并罚")
    return "".join(part + "。" for part in parts)


def _acquittal(defendant: Defendant) -> str:
    if defendant.sentence.outcome != "acquitted":
        return ""
    return (
        f"公诉机关指控被告人{defendant.name}犯{'、'.join(defendant.accused)}的证据不足，"
        "指控的犯罪不能成立。"
    )


def _rejected(case: Case) -> str:
    return "".join(
        f"关于辩护人提出被告人{person.name}{claim}的意见，经查与事实不符，本院不予采纳。"
        for person in case.defendants
        for claim in person.claims
    )


def article_text(citation: Citation) -> str:
    """第一百三十三条之一第一款 and the like."""
    number, _, sub = citation.article.partition("-")
    text = f"第{han(int(number))}条" + (f"之{han(int(sub))}" if sub else "")
    if citation.paragraph:
        text += f"第{han(citation.paragraph)}款"
    if citation.item:
        text += f"第（{han(citation.item)}）项"
    return text


def cited(chance: Chance, citations: list[Citation]) -> str:
    """The list of articles as the court writes it."""
    shown = [article_text(citation) for citation in citations]
    text = "《中华人民共和国刑法》" + "、".join(shown)
    form = chance.weigh({"plain": 90, "arabic": 3, "no_ordinal": 4, "short": 3})
    if form == "no_ordinal":
        text = re.sub(r"条第(.)款", r"条\1款", text)
    elif form == "arabic":
        numbers = [citation.article.replace("-", "条之") for citation in citations]
        text = "《中华人民共和国刑法》" + "、".join(
            f"第{number}{'' if '之' in number else '条'}" for number in numbers
        )
    return text
