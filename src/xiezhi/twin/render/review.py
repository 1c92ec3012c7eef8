"""Judgments of second instance and retrials: what was decided before and what is changed."""

from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.numerals import day_text, han
from xiezhi.twin.render.disposition import (
    entries_of,
    notice,
    number_entries,
    sentence_text,
)
from xiezhi.twin.render.evidence import evidence
from xiezhi.twin.render.facts import acts_of, further, tell_all, totals
from xiezhi.twin.render.head import parties
from xiezhi.twin.render.reasoning import cited, holding
from xiezhi.twin.render.style import Style
from xiezhi.twin.render.wording import short_office

_NEW_NUMBERS = date(2018, 10, 26)


def review_lines(chance: Chance, case: Case, below: Case, style: Style) -> list[str]:
    """Everything between the case number and the signatures.

    Args:
        chance: Choices of form.
        case: The reviewing case.
        below: The judgment under review.
        style: Style of the document.

    Returns:
        Paragraphs.
    """
    earlier = _earlier_items(chance, below, style)
    lines = parties(chance, case, style)
    lines.append(_course(chance, case, below))
    lines.append(_found_below(case, below, style))
    lines.append(f"原审法院认为，{holding(chance, below, style)}据此判决：{''.join(earlier)}")
    lines += _appeals(chance, case, below)
    lines.append("经审理查明的事实与原判认定的事实一致，本院予以确认。")
    lines += totals(case, style)
    extra = further(chance, case, style)
    if extra:
        lines.append(f"另查明，{extra}")
    lines += evidence(chance, case)
    lines.append(_reasons(chance, case, style))
    lines += _operative(chance, case, below, style)
    lines.append(notice(chance, case))
    return lines


def _earlier_items(chance: Chance, below: Case, style: Style) -> list[str]:
    entries: list[tuple[str, str]] = []
    for person in below.defendants:
        text = sentence_text(chance, below, person, style, "")
        entries.append((text, ""))
    entries += [(item.text, "") for item in below.items]
    return [f"{han(place)}、{text}。" for place, (text, _) in enumerate(entries, 1)]


def _course(chance: Chance, case: Case, below: Case) -> str:
    office = short_office(below.court, below.court.prosecutor)
    names = "、".join(person.name for person in case.defendants)
    charges = "、".join(dict.fromkeys(c for person in case.defendants for c in person.accused))
    text = (
        f"{below.court.name}审理{office}指控原审被告人{names}犯{charges}一案，"
        f"于{day_text(below.judged)}作出{below.number}刑事判决。"
    )
    if case.instance == "retrial":
        text += (
            "判决发生法律效力后，本院经审判委员会讨论，决定对本案进行再审。本院依法另行组成合议庭，"
        )
        opened = "公开开庭" if case.open_trial else "不公开开庭"
        return f"{text}{opened}审理了本案。现已审理终结。"
    unhappy = "、".join(person.name for person in case.defendants if person.appellant)
    text += f"宣判后，原审被告人{unhappy}不服，提出上诉。"
    opened = "公开开庭审理了本案" if case.open_trial else "不公开开庭审理了本案"
    heard = opened if case.heard else "经过阅卷，讯问上诉人，决定不开庭审理"
    return f"{text}本院依法组成合议庭，{heard}。现已审理终结。"


def _found_below(case: Case, below: Case, style: Style) -> str:
    return f"原判认定，{tell_all(below, acts_of(below), style)}"


def _appeals(chance: Chance, case: Case, below: Case) -> list[str]:
    if case.instance == "retrial":
        return ["原审被告人对原判认定的事实没有异议，请求依法改判。"]
    lines = []
    for person in case.defendants:
        if person.appellant:
            plea = chance.pick(
                (
                    "原判量刑过重，请求从轻改判",
                    "其认罪态度好，请求适用缓刑",
                    "其不构成犯罪，请求改判无罪",
                )
            )
            lines.append(f"上诉人{person.name}上诉提出：{plea}。")
    return lines


def _reasons(chance: Chance, case: Case, style: Style) -> str:
    text = "本院认为，" + holding(chance, case, style)
    if any(person.sentence.outcome == "acquitted" for person in case.defendants):
        text += "原判认定的部分事实不清、证据不足，应予纠正。"
    else:
        text += "原判认定事实清楚，定罪准确，审判程序合法，但量刑不当，应予改判。"
    law = "《中华人民共和国刑事诉讼法》"
    number = "第二百三十六条" if case.judged >= _NEW_NUMBERS else "第二百二十五条"
    law += f"{number}第一款第（二）项"
    return f"{text}依照{cited(chance, case.cited)}、{law}之规定，判决如下："


def _operative(chance: Chance, case: Case, below: Case, style: Style) -> list[str]:
    entries: list[tuple[str, str]] = []
    if case.manner == "anew":
        entries.append((f"撤销{_judgment(below)}", ""))
        for person in case.defendants:
            entries += entries_of(chance, case, person, style)
        entries += [(item.text, "") for item in case.items]
        return number_entries(chance, case, entries, style)
    changed = [place for place, p in enumerate(below.defendants) if p.ordinal in case.changed]
    total = len(below.defendants) + len(below.items)
    kept = [place for place in range(total) if place not in changed]
    if kept and chance.odds(0.7):
        entries.append(
            (f"维持{_judgment(below)}{_places(kept)}{_namely(chance, below, kept, style)}", "")
        )
    entries.append(
        (f"撤销{_judgment(below)}{_places(changed)}{_namely(chance, below, changed, style)}", "")
    )
    for person in case.defendants:
        if person.ordinal in case.changed:
            entries += entries_of(chance, case, person, style)
    return number_entries(chance, case, entries, style)


def _judgment(below: Case) -> str:
    return f"{below.court.name}{below.number}刑事判决"


def _places(places: list[int]) -> str:
    return "、".join(f"第{han(place + 1)}" for place in places) + "项"


def _namely(chance: Chance, below: Case, places: list[int], style: Style) -> str:
    if not chance.odds(0.5):
        return ""
    texts = []
    for place in places:
        if place < len(below.defendants):
            person = below.defendants[place]
            texts.append(sentence_text(chance, below, person, style, ""))
        else:
            texts.append(below.items[place - len(below.defendants)].text)
    return "，即：" + "；".join(texts)
