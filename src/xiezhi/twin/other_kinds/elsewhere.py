"""Civil, administrative, enforcement and compensation documents."""

from xiezhi.twin.numerals import han, money
from xiezhi.twin.other_kinds.scene import CHARGES, Body, Scene


def loan(scene: Scene) -> Body:
    """A private loan."""
    chance = scene.chance
    plaintiff, defendant = scene.names.party(), scene.names.party()
    asked = money(chance.whole(10, 400) * 1000, "arabic")
    lines = [
        f"原告：{plaintiff}，男，{scene.day(15000)}出生，汉族，住{scene.court.seat}。",
        f"被告：{defendant}，男，{scene.day(14000)}出生，汉族，住{scene.court.seat}。",
        f"原告{plaintiff}与被告{defendant}民间借贷纠纷一案，本院于{scene.day(70)}立案后，"
        "依法适用简易程序，公开开庭进行了审理。"
        "本案现已审理终结。",
        f"原告向本院提出诉讼请求：判令被告偿还借款本金{asked}及利息。被告未作答辩。",
        f"经审理查明，{scene.day(800)}，被告因资金周转需要向原告借款{asked}，"
        "并出具借条一张。"
        f"后被告因犯{chance.pick(CHARGES)}被判处有期徒刑二年，借款至今未还。",
        "本院认为，合法的借贷关系受法律保护。依照《中华人民共和国合同法》第二百零六条之规定，判决如下：",
        f"一、被告{defendant}于本判决生效后十日内偿还原告{plaintiff}借款本金{asked}。",
        "二、驳回原告的其他诉讼请求。",
        "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于"
        f"{scene.court.superior}。",
    ]
    title = f"{plaintiff}与{defendant}民间借贷纠纷一审民事判决书"
    return "民事判决书", "民初", "judgment", "civil", title, lines


def mediation(scene: Scene) -> Body:
    """A divorce settled."""
    plaintiff, defendant = scene.names.party(), scene.names.party("female")
    lines = [
        f"原告：{plaintiff}，男，汉族，住{scene.court.seat}。",
        f"被告：{defendant}，女，汉族，住{scene.court.seat}。",
        "本案在审理过程中，经本院主持调解，双方当事人自愿达成如下协议：",
        "一、原、被告自愿离婚；",
        f"二、被告于{scene.day(-30)}前一次性给付原告人民币{han(scene.chance.whole(1, 9))}万元。",
        "上述协议，不违反法律规定，本院予以确认。本调解书经双方当事人签收后，即具有法律效力。",
    ]
    title = f"{plaintiff}与{defendant}离婚纠纷民事调解书"
    return "民事调解书", "民初", "mediation", "civil", title, lines


def enforcement(scene: Scene) -> Body:
    """A fine that nobody can collect."""
    name, charge = scene.names.party(), scene.chance.pick(CHARGES)
    fine = money(scene.chance.whole(2, 30) * 1000, "arabic")
    lines = [
        f"被执行人{name}，男，{scene.day(13000)}出生，汉族，住{scene.court.seat}。",
        f"本院在执行被执行人{name}犯{charge}罚金一案中，责令被执行人{name}缴纳罚金人民币{fine}，但被执行人未履行义务。"
        "经查，被执行人名下无可供执行的财产，现在监狱服刑。",
        "依照《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第五百一十九条之规定，裁定如下：",
        "终结本次执行程序。",
        "本裁定送达后立即生效。",
    ]
    return "执行裁定书", "执", "ruling", "enforcement", f"{name}罚金执行裁定书", lines


def administrative(scene: Scene) -> Body:
    """A citizen against the police."""
    name = scene.names.party()
    lines = [
        f"原告{name}，男，{scene.day(14500)}出生，汉族，住{scene.court.seat}。",
        f"被告{scene.court.police}。",
        f"原告{name}不服被告{scene.court.police}治安行政处罚一案，于{scene.day(80)}向本院提起行政诉讼。"
        "本院依法组成合议庭，公开开庭审理了本案，现已审理终结。",
        f"经审理查明，{scene.day(150)}，原告因殴打他人被被告处以行政拘留十日，并处罚款五百元。",
        "本院认为，被告作出的处罚决定认定事实清楚，程序合法。依照《中华人民共和国行政诉讼法》第六十九条之规定，判决如下：",
        f"驳回原告{name}的诉讼请求。",
        f"如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状，上诉于{scene.court.superior}。",
    ]
    title = f"{name}与{scene.court.police}行政处罚一审行政判决书"
    return "行政判决书", "行初", "judgment", "administrative", title, lines


def compensation(scene: Scene) -> Body:
    """Compensation for custody."""
    name = scene.names.party()
    days = scene.chance.whole(20, 300)
    lines = [
        f"赔偿请求人{name}，男，汉族，住{scene.court.seat}。",
        f"赔偿请求人{name}以无罪逮捕为由，申请国家赔偿。本院查明，{name}因涉嫌犯盗窃罪被羁押{days}日，后被宣告无罪。",
        "依照《中华人民共和国国家赔偿法》第十七条、第三十三条之规定，决定如下：",
        f"向赔偿请求人{name}支付人身自由赔偿金{money(days * 284, 'arabic')}。",
        "本决定为发生法律效力的决定。",
    ]
    return (
        "国家赔偿决定书",
        "法赔",
        "decision",
        "state_compensation",
        f"{name}国家赔偿决定书",
        lines,
    )
