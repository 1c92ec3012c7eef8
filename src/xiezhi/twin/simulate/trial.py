"""The trial: procedure, bench, case numbers, the articles cited and the other items."""

from datetime import date

from xiezhi.twin import limits
from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Bench, Case, Citation, Court, Defendant, Item
from xiezhi.twin.numerals import money
from xiezhi.twin.people import Names
from xiezhi.twin.statute import ALSO_CITED
from xiezhi.twin.stories import STORIES

_FAST_TRACK_LAW = date(2018, 10, 26)
_GRAVE = {"life", "death", "death_suspended"}


def choose_procedure(
    chance: Chance, defendants: list[Defendant], judged: date, wished: str
) -> tuple[str, bool]:
    """Procedure and whether one judge sits alone, within 刑诉法 183, 216, 222.

    Returns:
        ``ordinary``, ``summary`` or ``fast_track``, and True for a single judge.
    """
    longest = max(defendant.sentence.penalty.months for defendant in defendants)
    grave = any(defendant.sentence.penalty.kind in _GRAVE for defendant in defendants)
    short = longest <= limits.SINGLE_JUDGE_LONGEST and not grave
    young = any("juvenile" in defendant.circumstances for defendant in defendants)
    plead = all(
        {"confession", "plea", "admission", "voluntary_surrender"} & set(defendant.circumstances)
        for defendant in defendants
        if not defendant.unit
    )
    if wished:
        return wished, wished != "ordinary" and short
    if any(defendant.sentence.outcome != "convicted" for defendant in defendants):
        return "ordinary", False
    if short and plead and not young and judged >= _FAST_TRACK_LAW and chance.odds(0.25):
        return "fast_track", True
    if plead and not grave and chance.odds(0.45 if short else 0.1):
        return "summary", short and chance.odds(0.9)
    return "ordinary", False


def seat_bench(
    chance: Chance, names: Names, instance: str, *, single: bool, grave: bool, judged: date
) -> Bench:
    """Judges and assessors of the signature block."""
    clerk = names.judge()
    if single:
        title = chance.weigh({"审判员": 85, "代理审判员": 15})
        return Bench([(title, names.judge())], clerk)
    size = 3
    if grave and judged >= date(2018, 4, 27) and chance.odds(0.5):
        size = 7  # 人民陪审员法 16: three judges, four assessors
    members = [(chance.weigh({"审判长": 1}), names.judge())]
    assessors = 0 if instance == "second" else chance.weigh({0: 35, 1: 30, 2: 35})
    if size == 7:
        assessors = 4
    for _ in range(size - 1 - assessors):
        members.append((chance.weigh({"审判员": 80, "代理审判员": 20}), names.judge()))
    members += [("人民陪审员", names.judge()) for _ in range(assessors)]
    assistant = names.judge() if judged >= date(2018, 1, 1) and chance.odds(0.25) else ""
    return Bench(members, clerk, assistant)


def number_of(chance: Chance, court: Court, year: int, kind: str) -> tuple[str, str]:
    """A case number as printed and its key ``year|court code|type|serial``.

    Args:
        chance: Choices.
        court: The court.
        year: Year of filing.
        kind: 初, 终 or 再.

    Returns:
        Before 2016 the old form with 字第, from 2016 the form with the court's code.
    """
    serial = chance.low_whole(3, 980)
    if year >= 2016:
        return f"（{year}）{court.code}刑{kind}{serial}号", f"{year}|{court.code}|刑{kind}|{serial}"
    shown = f"{serial:05d}" if chance.odds(0.25) else str(serial)
    return (
        f"（{year}）{court.old_code}刑{kind}字第{shown}号",
        f"{year}|{court.old_code}|刑{kind}|{serial}",
    )


def cite(chance: Chance, case: Case) -> list[Citation]:
    """The articles that the judgment must and usually does name (CR-37 in the catalogue)."""
    cited: dict[Citation, None] = {}
    convicted = [person for person in case.defendants if person.counts]
    for defendant in convicted:
        for count in defendant.counts:
            cited.setdefault(Citation(count.offence.article, count.offence.paragraph))
            for article in ALSO_CITED.get(count.charge, ()):
                cited.setdefault(Citation(article, 1 if article != "386" else 0))
    for defendant in convicted:
        for citation in _by_circumstance(chance, defendant):
            cited.setdefault(citation)
    if len([person for person in convicted if not person.unit]) > 1:
        cited.setdefault(Citation("25", 1))
    for defendant in convicted:
        for citation in _by_sentence(chance, defendant):
            cited.setdefault(citation)
    if case.items and chance.odds(0.85):
        cited.setdefault(Citation("64"))
    return list(cited)


def _by_circumstance(chance: Chance, defendant: Defendant) -> list[Citation]:
    table = {
        "recidivist": Citation("65", 1),
        "voluntary_surrender": Citation("67", 1),
        "merit": Citation("68"),
        "accessory": Citation("27"),
        "attempt": Citation("23"),
        "limited_capacity": Citation("18", 3),
        "juvenile": Citation("17", 3),
        "drug_repeat": Citation("356"),
        "elderly": Citation("17-1"),
    }
    cited = [table[found] for found in defendant.circumstances if found in table]
    if "confession" in defendant.circumstances and chance.odds(0.9):
        cited.append(Citation("67", 3))
    if "principal" in defendant.circumstances and chance.odds(0.6):
        cited.append(Citation("26", 1))
    return cited


def _by_sentence(chance: Chance, defendant: Defendant) -> list[Citation]:
    sentence = defendant.sentence
    cited = []
    if len(defendant.counts) > 1 or sentence.merged_prior:
        cited.append(Citation("69", 1 if chance.odds(0.5) else 0))
    if sentence.merged_prior:
        cited.append(Citation("77", 1))
    if sentence.fine and chance.odds(0.8):
        cited += [Citation("52"), Citation("53")]
    if sentence.probation_months:
        cited.append(Citation("72", 1))
        cited.append(Citation("73", 3 if chance.odds(0.3) else 2))
    if sentence.rights_life:
        cited.append(Citation("57", 1))
    elif sentence.rights_months:
        cited += [Citation("55", 1), Citation("56", 1)]
    if sentence.outcome == "exempted":
        cited.append(Citation("37"))
    if sentence.starts and chance.odds(0.3):
        cited.append(Citation("47"))
    return cited


def dispose_of_gains(chance: Chance, case: Case, style: str) -> list[Item]:
    """Items on what was taken, gained or used (刑法 64)."""
    items = []
    for defendant in case.defendants:
        if defendant.sentence.outcome not in {"convicted", "exempted"} or defendant.unit:
            continue
        loss = sum(c.amount for c in defendant.counts if STORIES[c.charge].property == "loss")
        gain = sum(c.gain for c in defendant.counts)
        if not loss and not gain:
            continue
        if defendant.returned == "none" and chance.odds(0.5):
            defendant.returned = "all" if chance.odds(0.8) else "part"
        if defendant.returned == "all" and chance.odds(0.6):
            continue
        items.append(_gain_item(chance, case, defendant, loss, gain, style))
    drugs = any(
        c.charge in {"贩卖毒品罪", "非法持有毒品罪"} for d in case.defendants for c in d.counts
    )
    if drugs:
        ordinals = [person.ordinal for person in case.defendants]
        items.append(
            Item(
                "forfeiture", ordinals, "扣押在案的毒品、毒资及作案工具予以没收，由扣押机关依法处理"
            )
        )
    elif chance.odds(0.15):
        ordinals = [person.ordinal for person in case.defendants]
        items.append(
            Item(
                "forfeiture",
                ordinals,
                chance.pick(("作案工具予以没收", "扣押在案的手机一部予以没收，上缴国库")),
            )
        )
    return items


def _gain_item(
    chance: Chance, case: Case, defendant: Defendant, loss: int, gain: int, style: str
) -> Item:
    called = "上诉人" if case.instance == "second" else "被告人"
    who = f"{called}{defendant.name}"
    if defendant.returned == "all":
        if gain:
            text = f"{who}退缴的违法所得人民币{money(gain, style)}予以没收，上缴国库"
            return Item("forfeiture", [defendant.ordinal], text, gain)
        text = f"{who}退缴的赃款人民币{money(loss, style)}，发还被害人"
        return Item("return", [defendant.ordinal], text, loss)
    if gain:
        words = chance.pick(
            ("继续追缴{who}的违法所得人民币{sum}，上缴国库", "{who}的违法所得人民币{sum}予以追缴")
        )
        return Item(
            "recovery", [defendant.ordinal], words.format(who=who, sum=money(gain, style)), gain
        )
    words = chance.pick(
        (
            "责令{who}退赔被害人经济损失人民币{sum}",
            "{who}应于本判决生效后十日内退赔被害人人民币{sum}",
        )
    )
    return Item(
        "restitution", [defendant.ordinal], words.format(who=who, sum=money(loss, style)), loss
    )
