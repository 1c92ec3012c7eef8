"""An invented report of any size: courts, people and case numbers that do not exist."""

import datetime
import random

from xiezhi.report.content import (
    Ask,
    Clue,
    Compared,
    Evidence,
    Funnel,
    FunnelStep,
    Law,
    ModelPart,
    Passage,
    Piece,
    Reading,
    Reason,
    Remedy,
    Report,
    Reveal,
)
from xiezhi.rulebook.form import Title

COURTS = [
    f"{city}市{district}区人民法院"
    for city in ("云江", "临湖", "青川", "北岭")
    for district in ("东桥", "西坪", "南浦", "高新")
]


def same(text: str) -> Title:
    return Title(text, text)


PROTEST = Remedy(
    Title("提请上级院按照审判监督程序抗诉", "retrial protest through the office above"),
    "提请抗诉报告书",
    Title("同级院不能直接提出", "the same-level office cannot lodge it"),
)

SENTENCE_END = ModelPart(
    id="sentence-end-date",
    version="1.2.0",
    hash="b7c1f0a94e52",
    title=Title("刑期止日计算错误", "Sentence end date miscalculated"),
    line="criminal",
    point=Title("刑事审判/刑期", "criminal trial / terms"),
    organ=Title("作出判决的人民法院", "the court that gave the judgment"),
    duty=Title(
        "依刑期起算日和折抵准确载明刑期起止日期", "print the start and end of the term correctly"
    ),
    grade="certain",
    status="tested",
    law=(
        Law(
            "《刑法》第四十七条",
            "basis",
            "有期徒刑的刑期，从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期一日。",
            datetime.date(1997, 10, 1),
            None,
            confirmed=True,
        ),
        Law(
            "《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第二百零二条",
            "basis",
            "",
            datetime.date(2021, 3, 1),
            None,
            confirmed=False,
        ),
    ),
    remedy=(PROTEST, Remedy(Title("建议法院裁定补正笔误", "ask the court to correct a slip"))),
    checklist=(
        Ask(Title("是否已有补正裁定？", "Has a correction ruling been made?"), "是"),
        Ask(Title("是否有减刑、改判等后续裁判？", "A later ruling, appeal or correction?"), "是"),
        Ask(
            Title(
                "先行羁押是否有判决书未写明的中断？",
                "Was custody interrupted without the judgment saying so?",
            ),
            "是",
        ),
    ),
    unchecked=(Title("执行机关实际释放日期", "the date of actual release"),),
    exclusions=(Title("起算日为“判决执行之日”", "term starts on the day of execution"),),
    prose=Title(
        "取每名被告人宣告的有期徒刑或者拘役，自判决书所印的起始日按月规则推算止日，"
        "加减先行羁押折抵；与判决书所印止日相差两日以上的，列为线索。",
        "Takes each defendant's term, counts it from the printed start by the month rule, credits "
        "custody, and reports an end that differs from the printed one by two days or more.",
    ),
    funnel=Funnel(
        steps=(
            FunnelStep("sentences", "input", None, 8_412),
            FunnelStep("served", "keep", 8_412, 6_906),
            FunnelStep("dated", "keep", 6_906, 6_093),
            FunnelStep(
                "starts-on-execution",
                "exclude",
                None,
                27,
                Title("起算日为“判决执行之日”", "starts on execution"),
            ),
            FunnelStep("computed", "derive", 6_093, 6_093),
            FunnelStep("wrong", "keep", 6_093, 41),
        ),
        clues=41,
        pending=12,
        not_checkable=774,
        excluded=27,
        suppressed=0,
        near_misses=(("相差一日", 218),),
    ),
    run=(("run key", "4f0c9d2e71ab"), ("content hash", "c0ffee12aa07")),
)

PROBATION = ModelPart(
    id="probation-below-minimum",
    version="1.0.0",
    hash="19adf20c7b33",
    title=Title("缓刑考验期低于法定下限", "Probation period below the legal minimum"),
    line="criminal",
    point=Title("刑事审判/缓刑", "criminal trial / probation"),
    organ=Title("作出判决的人民法院", "the court that gave the judgment"),
    duty=Title("在法定幅度内确定缓刑考验期", "set probation within its legal bounds"),
    grade="certain",
    status="tested",
    law=(
        Law(
            "《刑法》第七十三条",
            "basis",
            "拘役的缓刑考验期限为原判刑期以上一年以下，但是不能少于二个月。"
            "有期徒刑的缓刑考验期限为原判刑期以上五年以下，但是不能少于一年。"
            "缓刑考验期限，从判决确定之日起计算。",
            datetime.date(1997, 10, 1),
            None,
            confirmed=True,
        ),
    ),
    remedy=(PROTEST,),
    checklist=(
        Ask(Title("是否有后续裁判或者补正？", "A later ruling, appeal or correction?"), "是"),
    ),
    unchecked=(),
    exclusions=(),
    prose=Title("原判刑期与考验期相比。", "Compares the term with the probation period."),
    funnel=Funnel(
        steps=(
            FunnelStep("sentences", "input", None, 8_412),
            FunnelStep("suspended", "keep", 8_412, 2_210),
            FunnelStep("short", "keep", 2_210, 9),
        ),
        clues=9,
        pending=0,
        not_checkable=31,
        excluded=0,
        suppressed=0,
    ),
)

FINE = ModelPart(
    id="compulsory-fine-missing",
    version="1.1.0",
    hash="77ab00cd1e42",
    title=Title("应并处罚金而未判", "Compulsory fine not imposed"),
    line="criminal",
    point=Title("刑事审判/财产刑", "criminal trial / property penalties"),
    organ=Title("作出判决的人民法院", "the court that gave the judgment"),
    duty=Title("依法并处罚金或者没收财产", "impose the fine or confiscation the law requires"),
    grade="suspicious",
    status="experimental",
    law=(
        Law(
            "《刑法》第二百六十四条",
            "basis",
            "盗窃公私财物，数额较大的，或者多次盗窃、入户盗窃、携带凶器盗窃、扒窃的，处三年以下有期徒刑、"
            "拘役或者管制，并处或者单处罚金；……",
            datetime.date(2011, 5, 1),
            None,
            confirmed=True,
        ),
    ),
    remedy=(PROTEST, Remedy(Title("检察建议", "procuratorial suggestion"))),
    checklist=(
        Ask(Title("是否犯罪时不满十八周岁且免除罚金？", "A minor exempted from the fine?"), "是"),
        Ask(Title("是否有后续裁判或者补正？", "A later ruling, appeal or correction?"), "是"),
    ),
    unchecked=(Title("前罪并罚判决中是否已判罚金", "a fine in the merged earlier judgment"),),
    exclusions=(Title("未成年人", "juvenile"), Title("免予刑事处罚", "exempted from punishment")),
    prose=Title(
        "罪名法定刑含“并处罚金”而主文无罚金、没收财产。",
        "The bracket says a fine, the disposition has none.",
    ),
    funnel=Funnel(
        steps=(
            FunnelStep("counts", "input", None, 9_904),
            FunnelStep("compulsory", "lookup", 9_904, 4_968),
            FunnelStep("juvenile", "exclude", None, 43, Title("未成年人", "juvenile")),
            FunnelStep("unfined", "keep", 4_968, 63),
        ),
        clues=63,
        pending=140,
        not_checkable=402,
        excluded=43,
        suppressed=2,
        near_misses=(("仅缺犯罪日期", 140),),
    ),
)

MUTE = ModelPart(
    id="appeal-days-misstated",
    version="1.0.0",
    hash="0d13ee88f1c5",
    title=Title("上诉期限告知错误", "Appeal period misstated"),
    line="criminal",
    point=Title("刑事审判/权利告知", "criminal trial / notices"),
    organ=Title("作出判决的人民法院", "the court that gave the judgment"),
    duty=Title("告知十日上诉期", "tell of the ten days for appeal"),
    grade="indicative",
    status="experimental",
    law=(),
    remedy=(Remedy(Title("口头纠正", "oral correction")),),
    checklist=(),
    unchecked=(),
    exclusions=(),
    prose=Title(
        "一审判决告知的上诉期不是十日。", "The notice names another number of days than ten."
    ),
    funnel=Funnel((FunnelStep("judgments", "input", None, 5_100),), 0, 0, 88, 0, 0),
)

MODELS = (SENTENCE_END, PROBATION, FINE, MUTE)


def passages(serial: int) -> tuple[Passage, ...]:
    return (
        Passage(
            doc_id=f"{serial:08x}",
            start=4_210,
            end=4_420,
            length=5_301,
            pieces=(
                Piece("判决如下：\n被告人"),
                Piece("张某某", same("name"), masked=True),
                Piece("犯盗窃罪，判处"),
                Piece("有期徒刑一年零六个月", same("months")),
                Piece(
                    "，并处罚金人民币三千元。\n（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自"
                ),
                Piece("2031年3月14日", same("starts")),
                Piece("起至"),
                Piece("2042年9月13日", same("ends")),
                Piece("止。罚金于判决生效后十日内缴纳。）"),
            ),
        ),
        Passage(
            doc_id=f"{serial:08x}",
            start=388,
            end=462,
            length=5_301,
            pieces=(
                Piece("被告人"),
                Piece("张某某", masked=True),
                Piece("，男，"),
                Piece("1999年×月×日", masked=True),
                Piece("出生，公民身份号码"),
                Piece("530102********0014", masked=True),
                Piece("，因涉嫌犯盗窃罪于"),
                Piece("2031年3月14日被刑事拘留", same("offset_days")),
                Piece("，同年3月28日被逮捕。"),
            ),
        ),
    )


def clue(serial: int, dice: random.Random) -> Clue:
    model = dice.choice(MODELS[:3])
    court = dice.choice(COURTS)
    day = datetime.date(2031, 1, 1) + datetime.timedelta(days=dice.randrange(300))
    titles = {
        SENTENCE_END.id: Title(
            "印为 2042-09-13，应为 2032-09-13，多出 10 年",
            "printed 2042-09-13, should be 2032-09-13: ten years too late",
        ),
        PROBATION.id: Title(
            "有期徒刑 10 个月，考验期 6 个月，低于一年",
            "10 months' imprisonment, probation of 6 months, under one year",
        ),
        FINE.id: Title(
            "犯盗窃罪判处有期徒刑 1 年 6 个月，未判罚金", "theft, 18 months, no fine imposed"
        ),
    }
    number = f"（2031）云0{dice.randrange(101, 129)}刑初{serial}号"
    return Clue(
        id=f"{dice.getrandbits(80):020x}",
        model=model.id,
        title=titles[model.id],
        organ=court,
        case_number=number,
        affected=dice.choice(["张某某", "李某", "王某某、赵某等 3 人"]),
        amount=dice.choice([same(""), Title("3,000 元", "3,000 yuan")]),
        occurred=day.isoformat(),
        expires=dice.choice(["", "2032-01-31"]),
        grade=model.grade,
        flags=dice.choice([(), (), (), ("suppressed",)]),
        reasons=(
            Reason(
                Title(
                    "所印止日与推算止日相差两日以上",
                    "printed end differs from the computed one by two days or more",
                ),
                (
                    (Title("刑期", "term"), Title("1 年 6 个月", "1 year 6 months")),
                    (Title("相差日数", "days apart"), Title("3,652 日", "3,652 days")),
                ),
            ),
            Reason(
                Title("起始日与先行羁押首日一致", "start agrees with the first day of custody"), ()
            ),
        ),
        compared=(
            Compared(Title("刑期止日", "end of term"), same("2042-09-13"), same("2032-09-13")),
        )
        if model is SENTENCE_END
        else (),
        passages=passages(serial),
        evidence=(
            Evidence(
                "judgment_sentence",
                Title("判项", "sentences"),
                same("facts 2031-12-01"),
                (
                    Title("被告人", "defendant"),
                    Title("刑种", "kind"),
                    Title("月", "months"),
                    Title("起", "starts"),
                    Title("止", "ends"),
                ),
                (
                    (
                        same(f"1:judgments.parquet::{serial}"),
                        "event",
                        tuple(map(same, ("张某某", "有期徒刑", "18", "2031-03-14", "2042-09-13"))),
                    ),
                ),
            ),
            Evidence(
                "judgment",
                Title("裁判文书", "judgments"),
                same("facts 2031-12-01"),
                (Title("法院", "court"), Title("案号", "case number"), Title("判决日期", "judged")),
                (
                    (
                        same(f"1:judgments.parquet::{serial}"),
                        "compared",
                        tuple(map(same, (court, number, day.isoformat()))),
                    ),
                ),
            ),
        ),
        law=model.law,
        remedy=model.remedy,
        checklist=model.checklist,
        unchecked=model.unchecked,
    )


def report(clues: int = 120, *, seed: int = 7, reveal: Reveal | None = None) -> Report:
    dice = random.Random(seed)
    return Report(
        name="run",
        models=MODELS,
        clues=tuple(clue(serial, dice) for serial in range(1, clues + 1)),
        reading=Reading(
            documents=5_849,
            by_status=(("read", 5_102), ("abstained", 31), ("not_a_judgment", 716)),
            by_kind=(("judgment", 5_133), ("ruling", 690), ("decision", 26)),
            reader="1.0.0",
        ),
        as_of=datetime.date(2031, 12, 31),
        made=datetime.datetime(
            2032, 1, 5, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8))
        ),
        facts=(("engine", "duckdb 2.0.0"),),
        reveal=reveal,
    )
