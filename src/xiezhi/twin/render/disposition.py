"""The operative part (主文): sentences, brackets, other items and the notice of appeal."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case, Count, Defendant, Sentence
from xiezhi.twin.numerals import han
from xiezhi.twin.render.brackets import bracket_text, shared_bracket
from xiezhi.twin.render.style import Style
from xiezhi.twin.render.wording import called


def disposition(chance: Chance, case: Case, style: Style) -> list[str]:
    """The items of the operative part, numbered and bracketed as the style says."""
    entries: list[tuple[str, str]] = []
    for defendant in case.defendants:
        if not defendant.answered:
            continue
        entries += entries_of(chance, case, defendant, style)
    for item in case.items:
        entries.append((item.text, ""))
    return number_entries(chance, case, entries, style)


def entries_of(
    chance: Chance, case: Case, defendant: Defendant, style: Style
) -> list[tuple[str, str]]:
    """The items about one defendant, each with what its bracket says."""
    sentence = defendant.sentence
    entries = []
    prior = sentence.merged_prior
    if prior is not None:
        what = "宣告缓刑" + style.term(prior.probation_months)
        entries.append(
            (
                f"撤销{prior.authority}{prior.case_number}刑事判决对被告人{defendant.name}{what}的执行部分",
                "",
            )
        )
    bracket = "" if style.bracket == "shared" else bracket_text(case, defendant, style)
    entries.append((sentence_text(chance, case, defendant, style, bracket), bracket))
    if sentence.prohibition_months:
        entries.append((_prohibition(chance, defendant, style), ""))
    if sentence.ban_months:
        years = style.term(sentence.ban_months)
        entries.append(
            (f"禁止被告人{defendant.name}自刑罚执行完毕之日起{years}内从事{sentence.ban}", "")
        )
    return entries


def _prohibition(chance: Chance, defendant: Defendant, style: Style) -> str:
    sentence = defendant.sentence
    months = style.term(sentence.prohibition_months)
    what = "管制" if sentence.penalty.kind == "public_surveillance" else "缓刑"
    if chance.odds(0.5):
        text = f"禁止被告人{defendant.name}在{months}内{sentence.prohibition}"
        return f"{text}（禁止令的执行期限，从{what}执行之日起计算）"
    return f"禁止被告人{defendant.name}自{what}执行之日起{months}内{sentence.prohibition}"


def sentence_text(
    chance: Chance, case: Case, defendant: Defendant, style: Style, bracket: str
) -> str:
    """The sentence of one defendant without its final stop."""
    sentence = defendant.sentence
    who = f"{called(case, defendant)}{defendant.name}"
    if sentence.outcome == "acquitted":
        return chance.pick((f"{who}无罪", f"宣告{who}无罪"))
    counts = [_count_text(count, defendant, style) for count in defendant.counts]
    if len(counts) == 1 and not sentence.merged_prior:
        return who + _single(defendant, style, bracket)
    text = who + "；".join(counts)
    prior = sentence.merged_prior
    if prior is not None:
        before = style.penalty(prior.penalty)
        if prior.fine:
            before += f"，并处罚金{style.fine_sum(prior.fine)}"
        text += f"，与前罪判处的{before}并罚"
    joined = "" if prior is not None else chance.pick(("；数罪并罚", "，数罪并罚", ""))
    text += joined + _sum_of(defendant, style) + chance.pick(("，决定执行", "，决定合并执行"))
    text += _executed(sentence, style, bracket if style.bracket == "split" else "")
    return text


def _sum_of(defendant: Defendant, style: Style) -> str:
    """总和刑期…, where all terms are of one kind."""
    kinds = {count.penalty.kind for count in defendant.counts}
    if not style.adds_up or kinds != {"fixed_term"} or defendant.sentence.merged_prior:
        return ""
    total = sum(count.penalty.months for count in defendant.counts)
    return f"，总和刑期{style.term(total)}"


def _charge(count: Count) -> str:
    return count.charge_text or count.charge


def _count_text(count: Count, defendant: Defendant, style: Style) -> str:
    text = f"犯{_charge(count)}，"
    if count.exempted:
        text += style.exempt
        return text + (f"，{style.fine_word}{style.fine_sum(count.fine)}" if count.fine else "")
    if count.fine_alone:
        verb = "判处罚金" if defendant.unit else "单处罚金"
        text += f"{verb}{style.fine_sum(count.fine or 0)}"
        return text
    return text + style.verb + style.penalty(count.penalty) + _side(count, style)


def _side(count: Count, style: Style) -> str:
    text = ""
    if count.rights_life:
        text += "，剥夺政治权利终身"
    elif count.rights_months:
        text += f"，剥夺政治权利{style.term(count.rights_months)}"
    if count.fine_hidden:
        text += "，并处罚金人民币×××元"
    elif count.fine is not None:
        text += f"，{style.fine_word}{style.fine_sum(count.fine)}"
    if count.confiscation == "all":
        text += "，并处没收个人全部财产"
    elif count.confiscation == "part":
        text += f"，并处没收个人财产{style.fine_sum(count.confiscation_amount)}"
    return text


def _single(defendant: Defendant, style: Style, bracket: str) -> str:
    count, sentence = defendant.counts[0], defendant.sentence
    text = _count_text(count, defendant, style)
    if sentence.probation_months:
        main = style.penalty(count.penalty)
        probation = f"{main}，{style.probation(sentence.probation_months)}"
        text = text.replace(main, probation, 1)
    if style.bracket == "split" and bracket and not count.fine_alone and not count.exempted:
        main = style.penalty(count.penalty)
        if sentence.probation_months:
            main += f"，{style.probation(sentence.probation_months)}"
        text = text.replace(main, f"{main}（{bracket}）", 1)
    return text


def _executed(sentence: Sentence, style: Style, bracket: str) -> str:
    if sentence.penalty.kind == "fine_alone":
        return f"罚金{style.fine_sum(sentence.fine or 0)}"
    text = style.penalty(sentence.penalty)
    if sentence.probation_months:
        text += f"，{style.probation(sentence.probation_months)}"
    text += f"（{bracket}）" if bracket else ""
    if sentence.rights_life:
        text += "，剥夺政治权利终身"
    elif sentence.rights_months:
        text += f"，剥夺政治权利{style.term(sentence.rights_months)}"
    if sentence.fine is not None:
        text += f"，{style.fine_word}{style.fine_sum(sentence.fine)}"
    if sentence.confiscation == "all":
        text += "，并处没收个人全部财产"
    elif sentence.confiscation == "part":
        text += f"，并处没收个人财产{style.fine_sum(sentence.confiscation_amount)}"
    return text


def number_entries(
    chance: Chance, case: Case, entries: list[tuple[str, str]], style: Style
) -> list[str]:
    """Items with their numbers, stops and brackets."""
    alone = len(entries) == 1
    sentences = sum(1 for _, bracket in entries if bracket)
    lines = []
    shared = shared_bracket(case, style) if style.bracket == "shared" else ""
    for place, (text, bracket) in enumerate(entries):
        mark = "" if alone and style.numbering != "digits" else _mark(style, place, sentences)
        if not bracket or style.bracket == "split":
            lines.append(
                f"{mark}{text}{'。' if place == len(entries) - 1 else chance.pick('。；')}"
            )
        elif style.bracket == "inside":
            lines.append(f"{mark}{text}（{bracket}）。")
        else:
            lines.append(f"{mark}{text}。")
            lines.append(f"（{bracket}{chance.pick(('。）', '）', '）。'))}")
    if shared:
        lines.append(f"（{shared}。）")
    return lines


def _mark(style: Style, place: int, sentences: int) -> str:
    number = place + 1
    if style.numbering == "none":
        return ""
    if style.numbering == "joined":
        return (
            "一、" if place == 0 else "" if place < sentences else f"{han(place - sentences + 2)}、"
        )
    if style.numbering == "brackets":
        return f"（{han(number)}）"
    if style.numbering == "digits":
        return f"{number}、"
    if style.numbering == "slip":
        return f"{han(number)}，" if place % 2 else f"{han(number)}、"
    return f"{han(number)}、"


def notice(chance: Chance, case: Case) -> str:
    """How to appeal, or that nobody can."""
    if case.instance != "first":
        return "本判决为终审判决。"
    appeal = chance.pick(("提出上诉", "提出上诉", "提起上诉"))
    copies = han(chance.whole(1, 4) + len(case.defendants))
    return (
        f"如不服本判决，可在接到判决书的{case.appeal_from}起{han(case.appeal_days)}日内，"
        f"通过本院或者直接向{case.court.superior}{appeal}。"
        f"书面上诉的，应当提交上诉状正本一份，副本{copies}份。"
    )
