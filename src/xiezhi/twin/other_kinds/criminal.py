"""Rulings in criminal cases."""

from xiezhi.twin.numerals import day_text, money, term_text
from xiezhi.twin.other_kinds.scene import CHARGES, Body, Scene
from xiezhi.twin.places import basic_courts


def appeal_ruling(scene: Scene) -> Body:
    """Appeal dismissed."""
    chance = scene.chance
    name, charge = scene.names.party(), chance.pick(CHARGES)
    term = term_text(chance.whole(6, 40))
    fine = money(chance.whole(2, 20) * 1000, "arabic")
    below = chance.pick(basic_courts()).name
    lines = [
        f"原公诉机关{scene.court.seat}人民检察院。",
        f"上诉人（原审被告人）{name}，男，{scene.day(12000)}出生，汉族，初中文化，务工。"
        f"因涉嫌犯{charge}，于{scene.day(260)}被刑事拘留，{scene.day(230)}被逮捕。现羁押于看守所。",
        f"{below}审理原审被告人{name}犯{charge}一案，于{scene.day(60)}作出刑事判决，认定被告人{name}犯{charge}，"
        f"判处有期徒刑{term}，并处罚金人民币{fine}。宣判后，原审被告人{name}不服，提出上诉。",
        f"本院认为，上诉人{name}的行为已构成{charge}。原判认定事实清楚，适用法律正确，量刑适当，审判程序合法。"
        "上诉人提出原判量刑过重的理由不能成立，本院不予采纳。依照《中华人民共和国刑事诉讼法》"
        "第二百二十五条第一款第（一）项之规定，裁定如下：",
        "驳回上诉，维持原判。",
        "本裁定为终审裁定。",
    ]
    return "刑事裁定书", "刑终", "ruling", "criminal", f"{name}{charge}二审刑事裁定书", lines


def commutation(scene: Scene) -> Body:
    """A term shortened in prison."""
    chance = scene.chance
    name, charge = scene.names.party(), chance.pick(CHARGES)
    cut = term_text(chance.whole(3, 9))
    until = day_text(scene.judged.replace(year=scene.judged.year + 1, day=1))
    lines = [
        f"罪犯{name}，男，{scene.day(14000)}出生，汉族，现在监狱服刑。",
        f"{chance.pick(basic_courts()).name}于{scene.day(1200)}作出刑事判决，以被告人{name}犯{charge}，判处有期徒刑五年，"
        "并处罚金人民币一万元。刑罚执行机关于提出减刑建议书，报送本院审理。",
        "本院认为，该犯在服刑期间确有悔改表现，符合减刑条件。依照《中华人民共和国刑法》"
        "第七十八条、第七十九条之规定，裁定如下：",
        f"对罪犯{name}减去有期徒刑{cut}（减刑后的刑期至{until}止）。",
        "本裁定送达后即发生法律效力。",
    ]
    return "刑事裁定书", "刑更", "ruling", "criminal", f"{name}减刑刑事裁定书", lines


def withdrawal(scene: Scene) -> Body:
    """Accusation withdrawn."""
    name, charge = scene.names.party(), scene.chance.pick(CHARGES)
    lines = [
        f"公诉机关{scene.court.prosecutor}。",
        f"被告人{name}，男，{scene.day(11000)}出生，汉族，农民。",
        f"{scene.court.prosecutor}以被告人{name}犯{charge}，于{scene.day(90)}向本院提起公诉。"
        "在审理过程中，公诉机关以事实、证据有变化为由，决定撤回起诉。",
        "本院认为，公诉机关撤回起诉的要求符合法律规定，应予准许。依照《最高人民法院关于适用"
        "〈中华人民共和国刑事诉讼法〉的解释》第二百四十二条之规定，裁定如下：",
        f"准许{scene.court.prosecutor}撤回起诉。",
        "如不服本裁定，可在接到裁定书的第二日起五日内，通过本院或者直接向"
        f"{scene.court.superior}提出上诉。",
    ]
    return "刑事裁定书", "刑初", "ruling", "criminal", f"{name}{charge}一审刑事裁定书", lines


def correction(scene: Scene) -> Body:
    """A slip corrected."""
    name, charge = scene.names.party(), scene.chance.pick(CHARGES)
    lines = [
        f"本院于{scene.day(30)}对被告人{name}犯{charge}一案作出的刑事判决书中，文字有笔误，应予补正。"
        "现依照《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》之规定，裁定如下：",
        f"原判决书第四页“即自{scene.day(300)}起至{scene.day(-420)}止”应补正为“即自{scene.day(300)}起至{scene.day(-65)}止”。",
    ]
    return "刑事裁定书", "刑初", "ruling", "criminal", f"{name}{charge}补正裁定书", lines
