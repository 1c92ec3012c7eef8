"""What publication and typing do to a finished judgment without changing what it decides."""

import re

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case

#: Months in which a law or an amount changed on a day inside the month.
_DIVIDED = {(2016, 4), (2018, 8), (2011, 1)}
_DAY = re.compile(r"(\d{4}年\d{1,2}月)\d{1,2}日")
_SLIPS = {
    "污染环境罪": "污染坏境罪",
    "盗窃罪": "盗窃罪罪",
    "寻衅滋事罪": "寻衅滋事罪罪",
    "掩饰、隐瞒犯罪所得罪": "掩饰隐瞒犯罪所得罪",
}


def blur(chance: Chance, case: Case) -> None:
    """Lets a part of the documents name only the months of the acts, or misprint a charge.

    Months are named only where no day decides anything: nobody has a past or is young, and no law
    changed within the month.
    """
    if chance.odds(0.012):
        count = case.defendants[0].counts[0] if case.defendants[0].counts else None
        if count is not None and count.charge in _SLIPS:
            count.charge_text = _SLIPS[count.charge]
    free = all(
        person.unit or (not person.priors and _older(case, person.birth.year))
        for person in case.defendants
    )
    if not free or case.plants or case.look_alikes or not chance.odds(0.1):
        return
    acts = {id(act): act for d in case.defendants for count in d.counts for act in count.acts}
    for act in acts.values():
        if (act.day.year, act.day.month) not in _DIVIDED:
            act.text = _DAY.sub(r"\1的一天", act.text, count=1)
            act.vague = True


def _older(case: Case, born: int) -> bool:
    return case.judged.year - born > 21
