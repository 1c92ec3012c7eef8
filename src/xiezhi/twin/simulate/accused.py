"""The people before the court: who they are, what their past is, what speaks for them."""

from datetime import date, timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import age_on, plus_years
from xiezhi.twin.history import Court, Defendant
from xiezhi.twin.people import SCHOOLING, WORK, Names, citizen_number
from xiezhi.twin.simulate.past import past_of, qualifies
from xiezhi.twin.wish import Wish

_PASTS = {
    "": 68,
    "recidivist": 9,
    "long_ago": 4,
    "detention": 2.5,
    "probation_served": 2.5,
    "probation_running": 2,
    "juvenile": 0.6,
    "negligent": 0.4,
    "sanction": 8,
    "treatment": 3,
}
_SINGLE_ACTION = {"危险驾驶罪", "使用虚假身份证件罪", "代替考试罪"}
_GROWN_UP_AT_TRIAL = 19  # the earlier crime lay months before its trial
_NO_ATTEMPT = {"危险驾驶罪", "交通肇事罪", "容留他人吸毒罪", "受贿罪", "贪污罪"}


def person(chance: Chance, names: Names, ordinal: int, crime: date, wish: Wish) -> Defendant:
    """A person of plausible age for a crime of that day.

    Args:
        chance: Choices.
        names: Names of the document.
        ordinal: Place in the head, from 1.
        crime: First day of the crimes.
        wish: Requests (only for the first defendant).

    Returns:
        A defendant without counts.
    """
    sex = "male" if chance.odds(0.86) else "female"
    defendant = Defendant(ordinal, names.party(sex), sex=sex)
    defendant.birth = _birth(chance, crime, wish)
    young = (crime - defendant.birth).days < 20 * 366
    defendant.shows_birth = young or bool(wish.youth or wish.prior) or chance.odds(0.8)
    defendant.schooling = chance.pick(SCHOOLING)
    defendant.work = chance.pick(WORK)
    if defendant.shows_birth and chance.odds(0.24):
        defendant.citizen_id = citizen_number(chance, defendant.birth, sex)
        defendant.id_style = "masked"
    if chance.odds(0.45):
        defendant.defender = names.judge()
    return defendant


def _birth(chance: Chance, crime: date, wish: Wish) -> date:
    if wish.youth in {"trial", "crime"}:
        days = chance.whole(16 * 366, int(17.3 * 365))
        if wish.youth == "crime":  # the birthday falls between crime and trial
            days = 18 * 365 - chance.whole(4, 25)
        return crime - timedelta(days=days)
    if wish.prior == "juvenile":
        return crime - timedelta(days=chance.whole(int(19.5 * 366), 21 * 366))
    youngest = 24 if wish.prior or wish.youth == "adult" else 18
    years = chance.low_whole(youngest * 10 + 1, 640)
    if youngest == 18 and chance.odds(0.02):
        years = chance.whole(165, 178)
    return crime - timedelta(days=int(years * 36.525) + chance.whole(1, 30))


def give_past(chance: Chance, court: Court, defendant: Defendant, crime: date, wish: Wish) -> None:
    """Adds priors; the court finds recidivism wherever it is grounded (刑法 65).

    Who is not told to have been a minor at an earlier crime was a grown-up at its trial, so that
    the dates printed do not contradict it.
    """
    story = wish.prior
    if not story and not wish.youth and age_on(defendant.birth, crime) >= 28:
        story = chance.weigh(_PASTS)
    elif not story and age_on(defendant.birth, crime) >= 20:
        story = "juvenile" if chance.odds(0.02) else ""
    if story == "none":
        return
    if story == "juvenile" and age_on(defendant.birth, crime) > 22:
        defendant.birth = crime - timedelta(days=chance.whole(int(19.5 * 366), 21 * 366))
    defendant.priors = past_of(chance, court, crime, story, defendant.birth)
    if story == "juvenile":
        prior = defendant.priors[0]
        tried = age_on(defendant.birth, prior.decided)
        if tried >= 18 or tried < 15:
            defendant.birth = prior.decided - timedelta(days=chance.whole(16 * 366, 17 * 366))
    for prior in defendant.priors:
        young = _GROWN_UP_AT_TRIAL - age_on(defendant.birth, prior.decided)
        if prior.kind == "conviction" and not prior.under_age and young > 0:
            defendant.birth = plus_years(defendant.birth, -young)


def find_circumstances(chance: Chance, defendant: Defendant, *, joint: bool, wish: Wish) -> None:
    """What the court finds for and against the defendant, in the words of the vocabulary."""
    found = defendant.circumstances
    crime = min(count.first_day for count in defendant.counts)
    charges = {count.charge for count in defendant.counts}
    if age_on(defendant.birth, crime) < 18:
        found.append("juvenile")
    _recidivism(defendant, crime, charges)
    if wish.circumstance == "none":
        found += ["confession"] if chance.odds(0.5) else []
    else:
        found += [wish.circumstance] if wish.circumstance else []
        _mitigation(chance, defendant, charges, joint=joint)
    if "confession" in found or chance.odds(0.3):
        found.append("plea" if crime >= date(2018, 11, 1) and chance.odds(0.7) else "admission")
    for other, share in (("compensation", 0.1), ("forgiveness", 0.1), ("first_offence", 0.1)):
        if chance.odds(share) and not (other == "first_offence" and defendant.priors):
            found.append(other)


def _mitigation(chance: Chance, defendant: Defendant, charges: set[str], *, joint: bool) -> None:
    found = defendant.circumstances
    if "voluntary_surrender" not in found and chance.odds(0.56):
        found.append(chance.weigh({"voluntary_surrender": 1, "confession": 3}))
    if joint and "accessory" not in found:
        principal = defendant.ordinal == 1 or chance.odds(0.6)
        found.append("principal" if principal else "accessory")
    shares = {"merit": 0.03, "attempt": 0.0 if charges & _NO_ATTEMPT else 0.025}
    for other, share in (shares | {"limited_capacity": 0.012}).items():
        if other not in found and chance.odds(share):
            found.append(other)


def _recidivism(defendant: Defendant, crime: date, charges: set[str]) -> None:
    found = defendant.circumstances
    intentional = any(not count.offence.negligent for count in defendant.counts)
    if (
        intentional
        and not charges <= _SINGLE_ACTION
        and "juvenile" not in found
        and any(qualifies(prior, crime, defendant) for prior in defendant.priors)
    ):
        found.append("recidivist")
    elif any(prior.kind == "conviction" for prior in defendant.priors):
        found.append("prior_record")
    drugs = {"贩卖毒品罪", "非法持有毒品罪"}
    if charges & {*drugs, "容留他人吸毒罪"} and any(
        prior.charge in drugs and not prior.under_age for prior in defendant.priors
    ):
        found.append("drug_repeat")
