"""Parties of the head: names, aliases, roles, birth dates, identity numbers, counsel, custody.

A redacted name (张某, 李××) is a name; two parties of one redacted name stay two. Agents,
defenders and the prosecutor's office stand in the head but are no parties and get no row.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.period import add_months
from xiezhi.kernel.span import Span
from xiezhi.text.closing import judged_date
from xiezhi.text.entry import Entry, Heads, heads
from xiezhi.text.facts import Document, Fact, Parties, Party, Row, put
from xiezhi.text.finding import Findings
from xiezhi.text.pattern import load
from xiezhi.text.view import View

__all__ = ["read", "role_of", "rows"]

_CIVIL_SIDE = re.compile(
    "附带民事(?:公益)?(?:诉讼)?(?:的)?(?:被告(?:人|单位)?|原告(?:人|单位)?|诉讼被告)"
)
_ROLES = (
    ("公诉机关|抗诉机关|检察机关|起诉人|上诉机关", "procurator"),
    ("自诉", "private_prosecutor"),
    ("附带民事[^（）]{0,6}原告|^(?:原审)?原告|（原审(?:附带民事诉讼)?原告|赔偿请求人", "plaintiff"),
    ("附带民事[^（）]{0,6}被告", "civil_defendant"),
    ("法定代理人|法定代表人|监护人|负责人", "legal_representative"),
    ("辩护人", "defender"),
    ("诉讼代表人|单位代表人|代表人", "litigation_representative"),
    ("代理人", "agent"),
    ("被害人近亲属|翻译|合适成年人", "other"),
    ("被害", "victim"),
    ("第三人|赔偿义务", "third_party"),
    ("被上诉|被申请", "respondent"),
    ("申诉|申请", "applicant"),
)
_NO_PARTY = frozenset({"procurator", "defender", "agent", "other"})
_AGENTS = re.compile("[暨兼及并和的](?:[^（）]*)(?:代理人|辩护人|代表人|监护人)$")
_ASIDE = re.compile("（[^）]*）")
_QUOTED = re.compile("“([^”]+)”")
_ALIAS_PARTS = re.compile("[、，/]|和|及")
_FOREIGN = re.compile("（([A-Za-z][A-Za-z ·.\\-]{2,60})）")
_FULL_ID = re.compile("[0-9]{17}[0-9Xx]|[0-9]{15}")
_WHOLE_NUMBER = re.compile("[0-9Xx]{15,22}")
_ACCUSED = ("defendant", "appellant_defendant", "defendant_unit")
_BIRTH_WINDOW = 320
_EIGHTEEN = ("十八周岁", "十八岁", "18周岁", "18岁")


def read(document: Document) -> Parties:
    """The parties of the head, in its order; empty when the head names none.

    Args:
        document: The document with its parts.
    """
    part = document.parts.parties
    if part is None:
        return ()
    criminal = document.kind.case_kind in ("criminal", "other")
    found = heads(document.clean, part.start, part.end)
    introduced = [entry for entry in found.entries if entry.introduces]
    parties: list[Party] = []
    for number, entry in enumerate(introduced):
        role = role_of(entry.role, entry.name, criminal=criminal)
        if role in _NO_PARTY:
            continue
        follows = introduced[number + 1] if number + 1 < len(introduced) else None
        end = follows.start if follows else found.entries[-1].end
        parties.append(_party(document, found.view, entry, role, len(parties) + 1, end))
    _seal(document, parties)
    return _with_counsel(document, found, parties)


def rows(parties: Parties) -> list[Row]:
    """The rows of ``judgment_party``."""
    return [party.columns for party in parties]


def role_of(words: str, name: str = "", *, criminal: bool = True) -> str:
    """The role in the table's vocabulary for the words that open an entry.

    Args:
        words: Such as 上诉人（原审被告人）.
        name: The name, which may show a unit.
        criminal: Whether 被告 alone means an accused.
    """
    return _role(words, unit="单位" in words or _is_unit(name), criminal=criminal)


@lru_cache(maxsize=4096)
def _role(words: str, *, unit: bool, criminal: bool) -> str:
    agent = _AGENTS.search(words)
    if agent is not None and "的" in agent[0][:1]:
        return _role(agent[0][1:], unit=unit, criminal=criminal)
    rest = _CIVIL_SIDE.sub("", words)
    if "被告" in rest or "罪犯" in rest:
        before = _ASIDE.sub("", rest) if "自诉人" in rest else rest
        if criminal and "被告" in before and not ("辩护人" in rest or "自诉人" in before):
            return _accused(rest, unit=unit)
        if criminal and "罪犯" in rest:
            return _accused(rest, unit=unit)
        if not criminal:
            return "civil_defendant"
    for pattern, role in _ROLES:
        if re.search(pattern, words):
            return role
    if "上诉" in rest:
        return _accused(rest, unit=unit) if criminal else "applicant"
    return "other"


def _accused(words: str, *, unit: bool) -> str:
    if unit:
        return "defendant_unit"
    appeals = re.search("(?<!被)(?<!原审)(?<!二审)上诉人", words) is not None
    return "appellant_defendant" if appeals else "defendant"


def _is_unit(name: str) -> bool:
    return len(name) > 4 and load("entry")["unit"].search(name) is not None


def _party(
    document: Document, view: View, entry: Entry, role: str, ordinal: int, end: int
) -> Party:
    """One party with everything its passage says."""
    text = view.text
    unit = role == "defendant_unit" or "单位" in entry.role or _is_unit(entry.name)
    kind = "unit" if unit else "person"
    passage = view.span(entry.start, end)
    name_span = view.span(entry.name_start, entry.name_end)
    row: Row = {"ordinal": ordinal}
    put(row, "name", Fact(entry.name, name_span))
    put(row, "role", Fact(role, view.span(entry.start, entry.name_start)))
    put(row, "kind", Fact(kind, name_span))
    born = None
    if not unit:
        life = text[entry.name_end : min(end, entry.name_end + _BIRTH_WINDOW)]
        _put_sex(row, life, view, entry.name_end)
        born = _put_birth(row, life, view, entry.name_end)
        _put_identity(row, life, view, entry.name_end)
        _put_place(row, text[entry.name_end : end], view, entry.name_end)
    aliases = _aliases(text, entry, unit=unit)
    juvenile = None
    if role in _ACCUSED and not unit:
        juvenile = _put_juvenile(row, document, born, passage)
    return Party(ordinal, entry.name, name_span, role, kind, aliases, passage, born, juvenile, row)


def _aliases(text: str, entry: Entry, *, unit: bool) -> tuple[str, ...]:
    """Other names printed right behind the name."""
    stop = text.find("。", entry.name_end, entry.name_end + 160)
    window = text[entry.name_end : stop if stop >= 0 else entry.name_end + 160]
    born = window.find("出生")
    found: dict[str, None] = {}
    if entry.also:
        found[entry.also] = None
    foreign = _FOREIGN.match(window)
    if foreign is not None:
        found[foreign[1]] = None
    for match in load("entry")["alias"].finditer(
        window, 0, len(window) if unit or born < 0 else born
    ):
        words = match["names"]
        names = _QUOTED.findall(words) or _ALIAS_PARTS.split(words)
        for printed in names:
            name = printed.strip("“”等：为")
            if (
                name
                and name != entry.name
                and not name.endswith(("人", "单位"))
                and len(name) <= 24
            ):
                found[name] = None
    return tuple(found)


def _put_sex(row: Row, life: str, view: View, base: int) -> None:
    match = load("party")["sex"].search(life, 0, 140)
    if match is not None:
        start, end = match.span("sex")
        sex = "male" if match["sex"] == "男" else "female"
        put(row, "sex", Fact(sex, view.span(base + start, base + end)))


def _put_birth(row: Row, life: str, view: View, base: int) -> date | None:
    """Write the date of birth; returns it when it is a whole day."""
    patterns = load("party")
    match = patterns["born"].search(life)
    if match is None:
        masked = patterns["born_masked"].search(life)
        if masked is None:
            return None
        match, group = masked, "year"
    else:
        group = next(name for name in ("before", "after", "bare") if match[name] is not None)
    words = match[group]
    try:
        born = PartialDate.parse(
            words if words[-1] in "年月日号份" or "年" not in words else words + "日"
        )
    except RefusedValueError as refused:
        why = "masked" if group == "year" else f"not a date: {refused.why}"
        put(row, "birth_date", Fact[date].declined(why))
        return None
    span = view.span(base + match.start(group), base + match.end(group))
    put(row, "birth_date", Fact(born.earliest(), span))
    row["birth_precision"] = born.precision
    return born.earliest() if born.precision == "Y-M-D" else None


def _put_identity(row: Row, life: str, view: View, base: int) -> None:
    """Write a whole number, or that it is masked; a masked number is never a wrong one."""
    match = load("party").first("identity", life)
    if match is None:
        return
    number = match["number"]
    if _FULL_ID.fullmatch(number):
        row["citizen_id_masked"] = False
        span = view.span(base + match.start("number"), base + match.end("number"))
        try:
            put(row, "citizen_id", Fact(CitizenId.parse(number).number, span))
        except RefusedValueError as refused:
            put(row, "citizen_id", Fact[str].declined(refused.why))
    elif _WHOLE_NUMBER.fullmatch(number):
        row["citizen_id_masked"] = False
        put(row, "citizen_id", Fact[str].declined("printed whole, but not 15 or 18 digits"))
    else:
        row["citizen_id_masked"] = True
        put(row, "citizen_id", Fact[str].declined("masked"))


def _put_place(row: Row, passage: str, view: View, base: int) -> None:
    """Where the party is kept: the last place the passage names."""
    patterns = load("party")
    places = [*patterns["serving"].finditer(passage), *patterns["held"].finditer(passage)]
    if places:
        last = places[-1]
        start, end = last.span("place")
        put(row, "held_at", Fact(last["place"], view.span(base + start, base + end)))


def _put_juvenile(row: Row, document: Document, born: date | None, passage: Span) -> bool | None:
    """Write whether the accused was a juvenile at the trial, and whether the record is sealed."""
    clean = document.clean
    day = judged_date(document.parts.tail, clean)
    juvenile: Fact[bool] | None = None
    told = clean.find("未成年", passage.start, passage.end) >= 0
    match = load("party")["young"].search(clean, passage.start, passage.end) if told else None
    if match is not None:
        juvenile = Fact(value=True, span=Span(*match.span()))
    elif born is not None and day.value is not None and day.span is not None:
        grown = add_months(born, 18 * 12) < day.value.to_date()
        juvenile = Fact.from_spans(not grown, (passage, day.span))
    put(row, "juvenile", juvenile)
    if juvenile is not None and juvenile.value:
        row["sealed"] = True
    return juvenile.value if juvenile else None


def _seal(document: Document, parties: list[Party]) -> None:
    """Seal the records of those whom the court's own parts call under eighteen at the time."""
    accused = [party for party in parties if party.accused and party.kind == "person"]
    clean = document.clean
    for part in (document.parts.reasoning, document.parts.facts):
        if part is None or not accused or not _speaks_of_youth(clean, part):
            continue
        view = View.of(clean, part.start, part.end)
        matches = list(load("party")["young_then"].finditer(view.text))
        findings = Findings(view.text, accused) if matches else None
        for match in matches:
            if findings is not None and findings.stated(match.start(), match.end()):
                for party in findings.about(match.start()):
                    party.columns["sealed"] = True


def _speaks_of_youth(clean: str, part: Span) -> bool:
    """Whether a part names the age of eighteen at all."""
    return any(clean.find(words, part.start, part.end) >= 0 for words in _EIGHTEEN)


def _with_counsel(document: Document, found: Heads, parties: list[Party]) -> Parties:
    """Write to each accused whether the document names a defender of his."""
    accused = [party for party in parties if party.accused]
    if not accused:
        return tuple(parties)
    view = found.view
    defended: dict[int, Span] = {}
    certain = True
    for entry in found.entries:
        if "辩护" not in entry.role:
            continue
        span = view.span(entry.start, max(entry.name_end, entry.start + 1))
        words = view.text[entry.start : entry.end]
        before = [party for party in accused if party.name_span.start < span.start]
        named = [party for party in accused if f"被告人{party.name}" in words]
        group = re.match("以上|上述|上列|前述|[一二两三四五六七八九十]", words) is not None
        certain = certain and not group
        for party in named or (before if group else before[-1:]):
            defended.setdefault(party.ordinal, span)
    anywhere = document.clean.find("辩护人") >= 0
    for party in accused:
        at = document.clean.find(f"{party.name}及其辩护人")
        if party.ordinal not in defended and at >= 0:
            defended[party.ordinal] = Span(at, at + len(party.name) + 5)
        if party.ordinal in defended:
            put(party.columns, "defender", Fact(value=True, span=defended[party.ordinal]))
        elif not anywhere or (certain and len(accused) > 1 and defended):
            put(party.columns, "defender", Fact(value=False, span=party.passage))
    return tuple(parties)
