"""Evidence, as long as courts make it: lists, statements and reports."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.numerals import day_text

_PAPERS = (
    "受案登记表、立案决定书，证实案件来源及立案情况",
    "户籍证明，证实被告人的身份情况及已达到刑事责任年龄",
    "抓获经过、到案经过，证实被告人到案的情况",
    "扣押决定书、扣押清单、发还清单，证实涉案物品的扣押和处理情况",
    "现场勘验检查笔录、现场示意图及照片，证实案发现场的情况",
    "辨认笔录及照片，证实被告人对作案现场的指认情况",
    "通话记录、银行交易明细，证实相关人员之间的联系和资金往来情况",
    "鉴定意见书及鉴定意见通知书，证实相关鉴定情况",
    "监控视频光盘，证实案发时段现场的人员出入情况",
    "情况说明，证实部分证据无法调取的原因",
    "调取证据清单，证实有关书证的来源",
)
_SAID = (
    "案发当天其在家中做饭，听到外面有争吵声，出来后看见有人围观，具体情况记不清楚了",
    "其与被告人系同村村民，平时没有矛盾，案发前几天曾一起吃过饭，被告人当时提到最近手头紧张",
    "其接到电话后赶到现场，民警已经到达，其按照民警的要求做了登记，并在笔录上签字确认",
    "其在附近经营一家小卖部，当时看到一辆白色面包车停在路边，车上下来两名男子，随后往巷子里走去",
    "其曾听他人说起过这件事，但没有亲眼看到，对于涉及的金额不清楚，大概有几千元",
    "其当日负责值班，交接班时清点过物品，没有发现异常，第二天上班时才发现门锁被人动过",
    "其与被告人认识多年，被告人平时表现尚可，此次是一时糊涂，愿意尽力帮助其改正错误",
    "被告人曾于年初向其借款一万元，约定半年归还，后被告人陆续归还了三千元，余款至今未还",
)
_ADMITS = (
    "其对指控的事实供认不讳，所供作案时间、地点、经过与上述证据能够相互印证",
    "其承认参与了上述行为，对自己的行为感到后悔，表示愿意接受法律的处罚",
    "其供述了作案的起因、经过，所得款项已用于日常开支，没有再分给其他人",
)


def evidence(chance: Chance, case: Case) -> list[str]:
    """Paragraphs of evidence; their length spreads as widely as in the real documents."""
    length = int(chance.spread(300 if case.procedure == "fast_track" else 2100, 0.9))
    people = [person.name for person in case.defendants]
    day = day_text(case.filed)
    entries: list[str] = []
    used = 0
    while used < length and len(entries) < 220:
        entry = _entry(chance, people, day)
        if entry in entries:
            entry += f"（卷{chance.whole(1, 9)}第{chance.whole(1, 160)}页）"
        entries.append(entry)
        used += len(entry)
    if len(entries) < 5:
        listed = "、".join(entry.split("，")[0] for entry in entries)
        return [f"上述事实，被告人在开庭审理过程中亦无异议，并有{listed}等证据证实，足以认定。"]
    lines = ["上述事实，有经庭审举证、质证的下列证据予以证实："]
    lines += [f"{number}、{entry}。" for number, entry in enumerate(entries, 1)]
    lines.append("上述证据来源合法，内容客观真实，且能够相互印证，本院予以确认。")
    return lines


def _entry(chance: Chance, people: list[str], day: str) -> str:
    kind = chance.weigh({"paper": 40, "witness": 40, "defendant": 14, "report": 6})
    if kind == "paper":
        return chance.pick(_PAPERS)
    if kind == "defendant":
        return f"被告人{chance.pick(people)}的供述和辩解，证实{chance.pick(_ADMITS)}"
    if kind == "report":
        return f"{day}前作出的检验报告，证实送检检材符合检验条件，检验程序合法"
    witness = chance.pick("赵钱孙李周吴郑王冯陈") + chance.pick(("某", "某某", "某1", "某2"))
    said = "；".join(chance.some(_SAID, chance.whole(1, 3)))
    return f"证人{witness}的证言，证实{said}"
