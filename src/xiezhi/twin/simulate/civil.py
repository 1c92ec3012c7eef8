"""Damages of the injured beside the sentence (附带民事诉讼)."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case, Item
from xiezhi.twin.numerals import money
from xiezhi.twin.people import Names

_HURTING = {"故意伤害罪", "交通肇事罪", "故意杀人罪", "过失致人死亡罪", "寻衅滋事罪"}


def claim_damages(chance: Chance, names: Names, case: Case) -> None:
    """Adds a civil claim to one in four cases in which somebody was hurt."""
    hurt = [
        person
        for person in case.defendants
        if any(count.charge in _HURTING for count in person.counts)
    ]
    if not hurt or not chance.odds(0.25):
        return
    plaintiff = names.other()
    case.civil_plaintiff = plaintiff
    who = "、".join(person.name for person in hurt)
    yuan = chance.whole(3_000, 180_000)
    jointly = "连带" if len(hurt) > 1 else ""
    case.items.append(
        Item(
            "civil_damages",
            [person.ordinal for person in hurt],
            f"被告人{who}{jointly}赔偿附带民事诉讼原告人{plaintiff}医疗费、误工费等经济损失共计人民币"
            f"{money(yuan, 'arabic')}，限本判决生效后三十日内付清",
            yuan,
        )
    )
    if chance.odds(0.5):
        case.items.append(Item("other", [], f"驳回附带民事诉讼原告人{plaintiff}的其他诉讼请求"))
