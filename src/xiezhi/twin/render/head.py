"""Title, court, number, parties and procedure."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import age_on
from xiezhi.twin.history import Case, Custody, Defendant, Prior
from xiezhi.twin.numerals import day_text, money, term_text
from xiezhi.twin.people import masked_number
from xiezhi.twin.render.style import KIND_WORDS, Style
from xiezhi.twin.render.wording import called, short_office

_WORDS = {
    "detention": ("被刑事拘留", "被{police}刑事拘留"),
    "arrest": ("被逮捕", "经{office}批准，被{police}执行逮捕", "被依法逮捕"),
    "bail": ("被取保候审", "被{police}取保候审", "被变更为取保候审"),
    "administrative": ("被{police}行政拘留{days}日",),
    "residential_surveillance": ("被监视居住", "被{police}监视居住"),
    "designated_residence": ("被指定居所监视居住",),
    "retention": ("被{seat}监察委员会采取留置措施",),
}


def title_of(case: Case, people: list[Defendant]) -> str:
    """The title as publishers print it."""
    names = "、".join(person.name for person in people[:2])
    if len(people) > 2:
        names += "等"
    charges: dict[str, None] = {}
    for person in people:
        for charge in person.accused:
            charges.setdefault(charge.removesuffix("罪"))
    shown = "、".join(list(charges)[:2])
    kind = {"first": "一审", "second": "二审", "retrial": "再审"}[case.instance]
    return f"{names}{shown}罪{kind}刑事判决书" if shown else f"{names}{kind}刑事判决书"


def parties(chance: Chance, case: Case, style: Style) -> list[str]:
    """One paragraph per party."""
    office = case.court.prosecutor
    label = "公诉机关" if case.instance == "first" else "原公诉机关"
    if case.instance == "second" and case.below:
        office = case.below.court.prosecutor
    lines = [f"{label}{chance.pick((office, short_office(case.court, office)))}。"]
    if case.civil_plaintiff:
        lines.append(f"附带民事诉讼原告人{case.civil_plaintiff}，女，汉族，住{case.court.seat}。")
    for defendant in case.defendants:
        lines += (
            _unit(case, defendant) if defendant.unit else _person(chance, case, defendant, style)
        )
    return lines


def _unit(case: Case, unit: Defendant) -> list[str]:
    lines = [f"{called(case, unit)}{unit.name}，住所地{case.court.seat}工业园区。"]
    lines.append(f"诉讼代表人{unit.representative}，系该公司职员。")
    return lines


def _person(chance: Chance, case: Case, person: Defendant, style: Style) -> list[str]:
    seat = case.court.seat
    parts = [f"{called(case, person)}{person.name}{_also_known(chance, person)}"]
    sex = "男" if person.sex == "male" else "女"
    birth = day_text(person.birth)
    if person.shows_birth:
        parts += {
            "born": [sex, f"{birth}出生", "汉族", person.schooling, person.work, f"住{seat}"],
            "native": [
                sex,
                f"{birth}出生于{case.court.province}{seat}",
                "汉族",
                person.schooling,
                person.work,
                f"户籍所在地{case.court.province}{seat}",
            ],
            "sheng": [sex, f"生于{birth}", "汉族", f"{seat}人", person.schooling, person.work],
            "bare": [sex, f"{birth}出生"],
            "late_birth": [sex, "汉族", f"{birth}生", person.work, f"现住{seat}"],
        }[style.head]
    else:
        parts += [sex, person.work, f"住{seat}"] if chance.odds(0.6) else []
    if person.id_style != "none" and len(parts) > 1:
        number = person.citizen_id
        if person.id_style == "masked":
            number = masked_number(chance, number)
        label = chance.pick(("公民身份号码", "身份证号码", "居民身份证号码"))
        parts.insert(min(3, len(parts)), label + number)
    text = "，".join(parts) + "。"
    text += "".join(_prior(chance, case, prior) for prior in person.priors)
    text += _custody(chance, case, person)
    lines = [text]
    if age_on(person.birth, case.hearing) < 18:
        lines.append(f"法定代理人{person.name[0]}某某，系被告人{person.name}之父。")
    if person.defender:
        firm = chance.pick("正明衡信达理") + chance.pick("源诚泰和") + "律师事务所"
        firm = case.court.province[:2] + firm
        word = chance.weigh({"辩护人": 85, "指定辩护人": 15})
        lines.append(f"{word}{person.defender}，{firm}律师。")
    return lines


def _also_known(chance: Chance, person: Defendant) -> str:
    kind = chance.weigh({"": 95, "nick": 3, "former": 2})
    if kind == "nick":
        return f"，绰号“{chance.pick('大小老阿')}{chance.pick('三四五六黑毛')}”"
    return f"（曾用名{person.name[0]}小{chance.pick('军平红明')}）" if kind == "former" else ""


def _prior(chance: Chance, case: Case, prior: Prior) -> str:
    day = day_text(prior.decided)
    if prior.kind == "administrative_sanction":
        return f"{prior.charge}于{day}被{prior.authority}{_imposed(prior.sanction)}。"
    if prior.kind == "drug_treatment":
        return f"{prior.charge}于{day}被{prior.authority}责令{prior.sanction}。"
    term = KIND_WORDS[prior.penalty.kind] + term_text(prior.penalty.months)
    text = f"因犯{prior.charge}"
    if chance.odds(0.5):
        text = "曾" + text
    text += f"于{day}被{prior.authority}判处{term}"
    if chance.odds(0.3):
        text = f"{day}因犯{prior.charge}被{prior.authority}判处{term}"
    if prior.probation_months:
        text += f"，缓刑{term_text(prior.probation_months)}"
    if prior.fine:
        text += f"，并处罚金人民币{money(prior.fine, 'han')}"
    if prior.under_age:
        text += "（犯罪时未满十八周岁）"
    if prior.revoked_before:
        text += "，缓刑后被撤销"
    if prior.released:
        text += f"，{chance.pick(('于', ''))}{day_text(prior.released)}刑满释放"
    return text + "。"


def _imposed(sanction: str) -> str:
    return sanction if sanction.startswith("行政拘留") else "处以" + sanction


def _custody(chance: Chance, case: Case, person: Defendant) -> str:
    if not person.custody:
        return ""
    charge = person.accused[0] if person.accused else "犯罪"
    opening = chance.pick(
        (f"因涉嫌犯{charge}，", f"因涉嫌{charge}，", "因本案，", f"因涉嫌犯{charge}")
    )
    sentences, previous = [], None
    for interval in person.custody:
        measure = _measure(chance, case, interval)
        if previous is None and interval.kind == "detention" and chance.odds(0.06):
            measure = f"被羁押，同日{measure}"
        sentences.append(_when(chance, interval, previous) + measure)
        previous = interval
    text = opening + "于" + "，".join(sentences)
    if person.held:
        text += chance.pick(("。现羁押于{}", "，现押于{}", "。现羁押于{}")).format(case.court.jail)
    return text + "。"


def _when(chance: Chance, interval: Custody, previous: Custody | None) -> str:
    day = interval.start
    if previous is None or chance.odds(0.35):
        return day_text(day)
    before = previous.start
    if day == before:
        return "同日"
    if (day - before).days == 1:
        return "次日"
    if (day.year, day.month) == (before.year, before.month):
        return f"同月{day.day}日" if chance.odds(0.6) else f"同年{day.month}月{day.day}日"
    if day.year == before.year:
        return f"同年{day.month}月{day.day}日"
    return day_text(day)


def _measure(chance: Chance, case: Case, interval: Custody) -> str:
    days = 0
    if interval.end is not None:
        days = -(-(interval.end - interval.start).days // 5) * 5
    return chance.pick(_WORDS[interval.kind]).format(
        police=case.court.police, office=case.court.prosecutor, seat=case.court.seat, days=days
    )


def procedure(chance: Chance, case: Case, style: Style) -> str:
    """The paragraph on how the case came and was tried."""
    people = case.defendants
    office = short_office(case.court, case.court.prosecutor)
    accused = _accusations(people)
    text = f"{office}以{case.charge_number}起诉书指控{accused}"
    if chance.odds(0.25) and accused.endswith("罪"):
        text += "一案"
    text += f"，于{day_text(case.filed)}向本院提起公诉。"
    if case.filing_stated:
        text += f"本院于{chance.pick(('同日', day_text(case.filed)))}立案受理。"
    text += _tried(chance, case)
    present = _present(people)
    agent = chance.pick(("检察员", "代理检察员", "检察官")) + chance.pick("李王张刘陈赵") + "某"
    text += f"{office}指派{agent}出庭支持公诉，{present}到庭参加诉讼。"
    return text + chance.pick(
        ("现已审理终结。", "本案现已审理终结。", "现己审理终结。", "现已审理终结。")
    )


def _present(people: list[Defendant]) -> str:
    """Who came; a defender is named with the defendant, so that nobody else seems to have one."""
    parts = []
    for person in people:
        word = "被告单位" if person.unit else "被告人"
        defender = f"及其辩护人{person.defender}" if person.defender else ""
        parts.append(f"{word}{person.name}{defender}")
    return "、".join(parts)


def _accusations(people: list[Defendant]) -> str:
    groups: dict[tuple[str, ...], list[Defendant]] = {}
    for person in people:
        groups.setdefault(tuple(person.accused), []).append(person)
    parts = []
    for charges, members in groups.items():
        kinds = "被告单位" if members[0].unit else "被告人"
        names = "、".join(member.name for member in members)
        parts.append(f"{kinds}{names}犯{'、'.join(charges)}")
    return "，".join(parts)


def _tried(chance: Chance, case: Case) -> str:
    hearing = f"于{day_text(case.hearing)}" if case.hearing_stated else ""
    opened = "公开开庭" if case.open_trial else "不公开开庭"
    if case.procedure == "fast_track":
        return f"本院适用速裁程序，实行独任审判，{hearing}{opened}审理了本案。"
    seat = "实行独任审判" if case.bench.single else "依法组成合议庭"
    if case.procedure == "summary":
        return f"本院依法适用简易程序，{seat}，{hearing}{opened}审理了本案。"
    if case.procedure_stated:
        return f"本院依法适用普通程序，{seat}，{hearing}{opened}审理了本案。"
    return f"本院{chance.pick(('受理后，', ''))}{seat}，{hearing}{opened}审理了本案。"
