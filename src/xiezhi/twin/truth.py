"""The true values of a document, as rows of (table, ordinal, row, column, value).

Values are text: dates in ISO form, numbers in digits, true and false, lists joined by 、. None
means that the document states nothing, so that a reader which gives a value invents it. A column
that the life history does not settle has no row.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xiezhi.twin.days import age_on, month_end
from xiezhi.twin.history import Act, Case, Count, Defendant, Prior
from xiezhi.twin.other_kinds import Other
from xiezhi.twin.statute import LISTED

_NO_LENGTH = {"none", "fine_alone", "life", "death", "death_suspended"}


class Fact(NamedTuple):
    """One true value."""

    doc_id: str
    table: str
    ordinal: int | None
    row: int | None
    column: str
    value: str | None


def facts_of(case: Case, title: str) -> Iterator[Fact]:
    """All true values of a judgment.

    Args:
        case: The life history.
        title: Title as printed in the text; empty when only the publisher's list has it.

    Yields:
        Facts in the order of the tables.
    """
    yield from _rows(case, "judgment", None, None, _judgment(case, title))
    for person in case.defendants:
        yield from _rows(case, "judgment_party", person.ordinal, None, _party(case, person))
        for row, prior in enumerate(person.priors, 1):
            yield from _rows(case, "judgment_prior", person.ordinal, row, _prior(prior))
        upheld = case.changed and person.ordinal not in case.changed
        for row, interval in enumerate(person.custody, 1):
            values: dict[str, object] = {"kind": interval.kind, "from": interval.start}
            yield from _rows(case, "judgment_custody", person.ordinal, row, values)
        for row, charge in enumerate(person.accused, 1):
            values = {"charge": LISTED.get(charge, charge)}
            yield from _rows(case, "judgment_accused", person.ordinal, row, values)
        if not person.answered:
            continue
        yield from _rows(case, "judgment_sentence", person.ordinal, None, _sentence(case, person))
        if upheld:
            continue
        for row, count in enumerate(person.counts, 1):
            yield from _rows(case, "judgment_count", person.ordinal, row, _count(count))
        for row, found in enumerate(person.circumstances, 1):
            values = {"circumstance": found}
            yield from _rows(case, "judgment_circumstance", person.ordinal, row, values)
    for row, citation in enumerate(case.cited, 1):
        values = {
            "law": "中华人民共和国刑法",
            "article": citation.article,
            "paragraph": citation.paragraph or None,
        }
        yield from _rows(case, "judgment_reference", None, row, values)


def other_facts(doc_id: str, other: Other) -> Iterator[Fact]:
    """What is true of a document that is no criminal judgment: its header, and no outcome."""
    values: dict[str, object] = {
        "court": other.court,
        "case_number": other.case_number,
        "document_kind": other.document_kind,
        "case_kind": other.case_kind,
        "judged_date": other.judged,
    }
    for column, value in values.items():
        yield Fact(doc_id, "judgment", None, None, column, _text(value))


def _rows(
    case: Case, table: str, ordinal: int | None, row: int | None, values: dict[str, object]
) -> Iterator[Fact]:
    for column, value in values.items():
        yield Fact(case.doc_id, table, ordinal, row, column, _text(value))


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _judgment(case: Case, title: str) -> dict[str, object]:
    values: dict[str, object] = {
        "court": case.court.name,
        "case_number": case.number,
        "case_number_key": case.number_key,
        "document_kind": "judgment",
        "case_kind": "criminal",
        "instance": case.instance,
        "panel": "single" if case.bench.single else "collegial",
        "assessors": any(title == "人民陪审员" for title, _ in case.bench.members),
        "judged_date": case.judged,
        "appeal_days": case.appeal_days if case.instance == "first" else None,
        "hearing_date": case.hearing if case.hearing_stated else None,
    }
    if case.filing_stated and case.instance == "first":
        values["filed_date"] = case.filed
    if title:
        values["title"] = title
    if case.heard:
        values["open_trial"] = case.open_trial
    if case.procedure_stated:
        values["procedure"] = case.procedure
    return values


def _party(case: Case, person: Defendant) -> dict[str, object]:
    values: dict[str, object] = {
        "name": person.name,
        "kind": "unit" if person.unit else "person",
        "birth_date": person.birth if person.shows_birth and not person.unit else None,
    }
    if not person.unit:
        values["defender"] = bool(person.defender)
        masked = person.id_style == "masked"
        values["citizen_id_masked"] = masked if person.id_style != "none" else None
        values["juvenile"] = age_on(person.birth, case.hearing) < 18
    return values


def _prior(prior: Prior) -> dict[str, object]:
    values: dict[str, object] = {
        "kind": prior.kind,
        "authority": prior.authority,
        "decided_date": prior.decided,
    }
    if prior.kind == "conviction":
        values |= {
            "charge": LISTED.get(prior.charge, prior.charge),
            "penalty_kind": prior.penalty.kind,
            "months": prior.penalty.months,
            "probation_months": prior.probation_months or None,
            "fine": prior.fine or None,
            "release_date": prior.released,
        }
    return values


def _sentence(case: Case, person: Defendant) -> dict[str, object]:
    sentence = person.sentence
    if case.changed and person.ordinal not in case.changed:
        return {"name": person.name, "outcome": "upheld"}
    kind = sentence.penalty.kind
    long = kind not in _NO_LENGTH
    values: dict[str, object] = {
        "name": person.name,
        "outcome": sentence.outcome,
        "charges": [count.charge for count in person.counts],
        "penalty_kind": kind,
        "months": sentence.penalty.months if long else None,
        "days": sentence.penalty.days if long else None,
        "probation_months": sentence.probation_months or None,
        "fine": sentence.fine,
        "confiscation": sentence.confiscation,
        "confiscation_amount": sentence.confiscation_amount or None,
        "political_rights_months": sentence.rights_months or None,
        "political_rights_life": sentence.rights_life,
        "starts": sentence.starts,
        "ends": sentence.ends,
        "prohibition_months": sentence.prohibition_months or None,
        "occupation_ban_months": sentence.ban_months or None,
        "recidivist": person.recidivist,
        "merged_with_prior": sentence.merged_prior is not None,
        "probation_revoked": sentence.revokes == "probation",
    }
    if any(count.fine_hidden for count in person.counts):
        del values["fine"]
    if sentence.credit_stated:
        values["offset_days"] = sentence.credit_days
    if sentence.fine_paid:
        values["fine_paid"] = True
    return values


def _count(count: Count) -> dict[str, object]:
    kind = count.penalty.kind
    long = kind not in _NO_LENGTH
    mode = None if count.fine is None else "alone" if count.fine_alone else "with"
    first, last = min(count.acts, key=_day), max(count.acts, key=_day)
    values: dict[str, object] = {
        "charge": LISTED.get(count.charge, count.charge),
        "charge_text": count.charge_text or count.charge,
        "offence_from": first.day.replace(day=1) if first.vague else first.day,
        "offence_to": month_end(last.day) if last.vague else last.day,
        "offence_precision": "Y-M" if first.vague or last.vague else "Y-M-D",
        "penalty_kind": kind,
        "months": count.penalty.months if long else None,
        "days": count.penalty.days if long else None,
        "fine": count.fine,
        "fine_mode": mode,
        "confiscation": count.confiscation,
        "political_rights_months": count.rights_months or None,
        "political_rights_life": count.rights_life,
    }
    if count.fine_hidden:
        del values["fine"], values["fine_mode"]
    return values


def _day(act: Act) -> date:
    return act.day
