"""Cases written by hand, so that the checker is tested against literals and not against itself."""

from datetime import date

from xiezhi.twin.check import violations
from xiezhi.twin.history import (
    Act,
    Bench,
    Case,
    Citation,
    Count,
    Court,
    Defendant,
    Penalty,
    Prior,
    Sentence,
)
from xiezhi.twin.statute import in_force

COURT = Court(
    "某省某市某区人民法院",
    "某区",
    "某市",
    "某省",
    "basic",
    "某8881",
    "某",
    "某省某市中级人民法院",
    "某省某市某区人民检察院",
    "某市公安局某分局",
    "某区看守所",
)


def count(
    charge: str,
    day: date = date(2017, 3, 1),
    bracket: int = 0,
    amount: int = 0,
    kind: str = "fixed_term",
    months: int = 12,
    days: int = 0,
    fine: int | None = None,
    **more: object,
) -> Count:
    offence = in_force(charge, day)
    assert offence is not None
    return Count(
        offence,
        offence.brackets[bracket],
        [Act(day, amount, "")],
        amount=amount,
        penalty=Penalty(kind, months, days),
        fine=fine,
        **more,
    )


def person(*counts: Count, ordinal: int = 1, **more: object) -> Defendant:
    """A grown man of 40 whose total is that of his only count unless a sentence is given."""
    if "sentence" not in more and counts:
        first = counts[0]
        more["sentence"] = Sentence(
            penalty=Penalty(first.penalty.kind, first.penalty.months, first.penalty.days),
            fine=first.fine,
        )
    return Defendant(
        ordinal, "甲某", birth=date(1977, 1, 1), counts=list(counts), returned="all", **more
    )


def case(*people: Defendant, **more: object) -> Case:
    facts: dict[str, object] = {
        "doc_id": "life",
        "court": COURT,
        "instance": "first",
        "number": "（2031）某8881刑初7号",
        "number_key": "2031|某8881|刑初|7",
        "charge_number": "",
        "filed": date(2017, 6, 1),
        "hearing": date(2017, 7, 3),
        "hearing_stated": True,
        "judged": date(2017, 7, 10),
        "procedure": "ordinary",
        "procedure_stated": True,
        "open_trial": True,
        "bench": Bench([("审判长", "乙"), ("审判员", "丙"), ("审判员", "丁")], "戊"),
        "defendants": list(people),
        "cited": [Citation(c.offence.article) for p in people for c in p.counts]
        + [Citation(article) for article in ("65", "67", "69", "72", "73", "386", "383")],
    }
    return Case(**(facts | more))


def prior(**more: object) -> Prior:
    facts: dict[str, object] = {
        "kind": "conviction",
        "authority": COURT.name,
        "decided": date(2014, 1, 10),
        "charge": "盗窃罪",
        "penalty": Penalty("fixed_term", 12),
        "released": date(2014, 12, 1),
    }
    return Prior(**(facts | more))


def broken(*people, **more):
    return {(violation.check, violation.ordinal) for violation in violations(case(*people, **more))}


def checks(*people, **more):
    return {check for check, _ in broken(*people, **more)}


def sentence(kind="fixed_term", months=12, days=0, **more):
    return Sentence(penalty=Penalty(kind, months, days), **more)
