"""Accusation, defence, facts found and evidence."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Act, Case, Count, Defendant
from xiezhi.twin.numerals import day_text, han, money
from xiezhi.twin.render.evidence import evidence
from xiezhi.twin.render.style import Style
from xiezhi.twin.render.wording import called, short_office
from xiezhi.twin.stories import STORIES


def facts(chance: Chance, case: Case, style: Style) -> list[str]:
    """The paragraphs between the procedure and the reasoning."""
    told = acts_of(case)
    office = short_office(case.court, case.court.prosecutor)
    accused = tell_all(case, told, style)
    lines = [f"{office}{style.accusation}{accused}"]
    lines.append(_accuser_says(chance, case))
    lines += _defence(chance, case)
    same = chance.odds(0.08) and not case.plants
    if same:
        lines.append(f"{style.findings}本院查明的事实与公诉机关指控的事实一致。")
    else:
        lines.append(f"{style.findings}{accused}")
    lines += totals(case, style)
    extra = further(chance, case, style)
    if extra:
        lines.append(f"{chance.pick(('另查明，', '另查，', '还查明，'))}{extra}")
    lines += evidence(chance, case)
    return lines


def acts_of(case: Case) -> list[tuple[Act, list[Defendant]]]:
    """Every act once, with the defendants who did it, in order of days."""
    found: dict[int, tuple[Act, list[Defendant]]] = {}
    for defendant in case.defendants:
        for count in defendant.counts:
            for act in count.acts:
                found.setdefault(id(act), (act, []))[1].append(defendant)
    return sorted(found.values(), key=lambda pair: pair[0].day)


def tell_all(case: Case, told: list[tuple[Act, list[Defendant]]], style: Style) -> str:
    """All acts in one run of text, numbered when there are several."""
    texts = []
    for number, (act, people) in enumerate(told, 1):
        names = "、".join(person.name for person in people)
        mark = (
            "" if len(told) == 1 else f"{number}、" if style.numbering != "digits" else f"{number}."
        )
        texts.append(
            mark + act.text.replace("@", f"被告人{names}" if not people[0].unit else names)
        )
    return " ".join(texts)


def _accuser_says(chance: Chance, case: Case) -> str:
    charges = "、".join(dict.fromkeys(c for d in case.defendants for c in d.accused))
    text = f"公诉机关认为，应当以{charges}追究其刑事责任"
    if chance.odds(0.4):
        text += "，并提供了书证、证人证言、被告人供述等证据予以证实"
    if chance.odds(0.3):
        low = chance.whole(6, 20)
        text += f"，建议判处有期徒刑{han(low)}个月至{han(low + 6)}个月"
    return text + "，提请本院依法判处。"


def _defence(chance: Chance, case: Case) -> list[str]:
    names = "、".join(person.name for person in case.defendants)
    acquitted = any(person.sentence.outcome == "acquitted" for person in case.defendants)
    answer = (
        "均有异议，辩称其行为不构成犯罪"
        if acquitted
        else chance.pick(("均无异议", "不持异议", "无异议，且签字具结", "供认不讳"))
    )
    lines = [f"被告人{names}对公诉机关指控的犯罪事实和罪名{answer}。"]
    for person in case.defendants:
        if not person.defender:
            continue
        pleas = ["认罪态度较好", "系初犯、偶犯"] if chance.odds(0.6) else ["有悔罪表现"]
        pleas += person.claims
        if chance.odds(0.3):
            pleas.append("请求适用缓刑")
        lines.append(
            f"辩护人{person.defender}提出如下辩护意见：被告人{person.name}{'；'.join(pleas)}，请求从轻处罚。"
        )
    return lines


def totals(case: Case, style: Style) -> list[str]:
    """What each defendant's acts come to."""
    lines = []
    for defendant in case.defendants:
        for count in defendant.counts:
            text = total_of(count, style)
            if text and len(count.acts) > 1:
                lines.append(f"综上，{called(case, defendant)}{defendant.name}{text}。")
    return lines


def total_of(count: Count, style: Style) -> str:
    """The sentence part that totals a count's quantity, empty when there is none."""
    measure = STORIES[count.charge].measure
    if not measure or not count.amount:
        return ""
    return measure.format(amount=money(count.amount, style.sums), n=count.amount)


def _past(chance: Chance, person: Defendant) -> list[str]:
    """A conviction of the head told once more among the facts, as many courts do."""
    return [
        f"被告人{person.name}因犯{prior.charge}于{day_text(prior.decided)}被判处刑罚。"
        for prior in person.priors
        if prior.kind == "conviction" and chance.odds(0.25)
    ]


def further(chance: Chance, case: Case, style: Style) -> str:
    """Surrender, return of gains and other facts beside the acts."""
    parts = []
    for person in case.defendants:
        if person.unit:
            continue
        parts += _past(chance, person)
        found = person.circumstances
        who = f"被告人{person.name}"
        if "voluntary_surrender" in found:
            parts.append(f"案发后，{who}主动到公安机关投案，并如实供述了犯罪事实。")
        elif "confession" in found:
            parts.append(f"{who}到案后如实供述了上述犯罪事实。")
        if person.returned == "all":
            parts.append(
                chance.pick((f"{who}已全部退赔。", f"案发后，{who}的亲属代为退缴全部赃款。"))
            )
        elif person.returned == "part":
            parts.append(f"{who}已退缴部分赃款。")
        if "forgiveness" in found:
            parts.append(f"被害人对{who}的行为表示谅解。")
        if "limited_capacity" in found:
            parts.append(f"经司法精神病鉴定，{who}作案时具有限定刑事责任能力。")
    return "".join(parts + case.asides)
