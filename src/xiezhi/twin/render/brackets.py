"""What stands in brackets after a sentence: how the term runs and when the fine is due."""

from xiezhi.twin.history import Case, Defendant, Sentence
from xiezhi.twin.judged import judged
from xiezhi.twin.numerals import han
from xiezhi.twin.render.style import Style

_SERVED = {"fixed_term", "criminal_detention"}


def bracket_text(case: Case, defendant: Defendant, style: Style) -> str:
    """What stands in brackets after a sentence: how the term runs, when the fine is due."""
    sentence = defendant.sentence
    if sentence.outcome != "convicted":
        return ""
    parts = []
    if sentence.probation_months:
        parts.append("缓刑考验期限，从判决确定之日起计算")
    elif sentence.penalty.kind in _SERVED:
        parts.append(_term_runs(sentence, style))
    elif sentence.penalty.kind == "public_surveillance":
        ratio = han(sentence.credit_ratio)
        parts.append(
            "管制的刑期，从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期"
            + ratio
            + "日"
        )
    fine = _fine_due(sentence)
    if fine:
        parts.append(fine)
    return "。".join(parts)


def _term_runs(sentence: Sentence, style: Style) -> str:
    text = "刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期"
    text += f"{han(sentence.credit_ratio)}日"
    if sentence.designated_ratio:
        text += f"，指定居所监视居住{han(sentence.designated_ratio)}日折抵刑期一日"
    if sentence.credit_stated:
        text += f"，先行羁押的{sentence.credit_days}日予以折抵"
    if sentence.starts and sentence.ends:
        lead = "即自" if style.namely else "刑期自"
        text += f"，{lead}{style.day(sentence.starts)}起至{style.day(sentence.ends)}止"
    return text


def _fine_due(sentence: Sentence) -> str:
    if sentence.fine is None:
        return ""
    if sentence.fine_paid:
        return "罚金已缴纳"
    if not sentence.fine_days:
        return ""
    days = sentence.fine_days
    when = f"{han(days // 30)}个月" if days % 30 == 0 else f"{han(days)}日"
    return f"罚金限于本判决生效后{when}内缴纳"


def shareable(case: Case) -> bool:
    """Whether one bracket can speak for all defendants without blurring who is meant."""
    people = [p for p in judged(case) if p.sentence.outcome == "convicted" and not p.unit]
    return all(
        person.sentence.credit_ratio == 1
        and not person.sentence.designated_ratio
        and person.sentence.penalty.kind != "public_surveillance"
        for person in people
    )


def shared_bracket(case: Case, style: Style) -> str:
    """One bracket for several defendants."""
    people = [p for p in judged(case) if bracket_text(case, p, style)]
    dates, lasts, rest = [], [], []
    for person in people:
        sentence = person.sentence
        who = f"被告人{person.name}的" if len(people) > 1 else ""
        if sentence.probation_months:
            rest.append("缓刑考验期限，从判决确定之日起计算")
        elif sentence.starts and sentence.ends:
            dates.append(_own_dates(sentence, who, style))
        fine = _fine_due(sentence)
        if fine:
            lasts.append((who, fine))
    serving = any(
        p.sentence.penalty.kind in _SERVED and not p.sentence.probation_months for p in people
    )
    parts = []
    if serving:
        runs = "刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日"
        alone = len(people) == 1 and dates
        parts.append(f"{runs}，{dates[0]}" if alone else runs)
        if dates and not alone:
            parts.append("；".join(dates))
    parts += list(dict.fromkeys(rest))
    same = len({fine for _, fine in lasts}) == 1 and len(lasts) == len(people)
    parts += [lasts[0][1]] if same else [who + fine for who, fine in lasts]
    return "。".join(parts)


def _own_dates(sentence: Sentence, who: str, style: Style) -> str:
    first, last = sentence.starts, sentence.ends
    if first is None or last is None:
        return ""
    dates = f"自{style.day(first)}起至{style.day(last)}止"
    if who:
        credited = (
            f"（先行羁押的{sentence.credit_days}日已予折抵）" if sentence.credit_stated else ""
        )
        return f"{who}刑期{dates}{credited}"
    credited = f"先行羁押的{sentence.credit_days}日予以折抵，" if sentence.credit_stated else ""
    return f"{credited}即{dates}"
