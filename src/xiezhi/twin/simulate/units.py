"""Units (单位) as defendants beside the person in charge."""

from dataclasses import replace

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case, Defendant, Penalty
from xiezhi.twin.people import Names


def add_unit(chance: Chance, names: Names, case: Case) -> None:
    """Puts an accused company before the persons; its only penalty is a fine (刑法 31)."""
    first = next((person for person in case.defendants if person.counts), None)
    if first is None or not first.counts[0].offence.units:
        return
    for defendant in case.defendants:
        defendant.ordinal += 1
    unit = Defendant(1, names.firm(case.court.city), unit=True)
    unit.representative = names.judge()
    count = replace(
        first.counts[0],
        penalty=Penalty("fine_alone"),
        fine=chance.whole(10, 40) * 10_000,
        fine_alone=True,
        confiscation="none",
        confiscation_amount=0,
        rights_months=0,
        rights_life=False,
        exempted=False,
    )
    unit.counts, unit.accused = [count], [count.charge]
    unit.sentence.penalty = Penalty("fine_alone")
    unit.sentence.fine = count.fine
    case.defendants.insert(0, unit)
