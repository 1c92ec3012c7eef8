"""Suggests a mapping: titles, values for and against, above all the provider's earlier mappings.

Every pair of title and column gets a score with its reason; the best pairs are taken one after the
other. Where two columns are nearly as likely, the title is left open for a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xiezhi.shelf.mapping.mapping import SURE, Mapped, Mapping, Open
from xiezhi.shelf.normalise.measure import AREAS
from xiezhi.shelf.normalise.money import UNITS
from xiezhi.shelf.normalise.term import ends_of
from xiezhi.shelf.suggest.earlier import constants_of, from_earlier
from xiezhi.shelf.suggest.profile import Profile, profile_sheet
from xiezhi.shelf.suggest.titles import match_title, unit_in
from xiezhi.shelf.suggest.wording import clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.rulebook.tables import Column, Table
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.ingest.source import Source

__all__ = ["suggest"]

_LEAST = 0.5
_APART = 0.08
"""Two columns nearer than this for one title are not told apart by the machine."""

_ALIKE = 0.95
"""Share of values from which a column without a telling title may be one of their kind."""

_SHOWN = 5
"""Labels without a word that a reason names."""

_PROVING = ("citizen_id", "uscc", "case_number", "plate")
_SAMPLED_AS = {
    "doc_number": "", "month": "month", "datetime": "date", "date": "date", "money": "money",
    "quantity": "number", "area": "number", "number": "number", "count": "number", "rate": "number",
    "int": "number", "ordinal": "number", "days": "number", "bool": "bool",
    "citizen_id": "citizen_id", "uscc": "uscc", "case_number": "case_number", "plate": "plate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    title: str
    column: str
    score: float
    reason: str


def suggest(
    source: Source, table: Table, earlier: Sequence[Mapping] = (), *, provider: str = ""
) -> Mapping:
    """A mapping of a source to a table, with confidence and reason for each column.

    Args:
        source: What was delivered; its sheet with the most known titles is looked at.
        table: The standard table.
        earlier: Mappings that were confirmed before, those of the same provider first.
        provider: Who delivers.

    Raises:
        IngestError: The source cannot be read.
    """
    sheet = max(source.sheets, key=lambda one: _known_titles(one, table))
    profiles = {profile.title: profile for profile in profile_sheet(sheet)}
    mapped: dict[str, Mapped] = {}
    left_open: list[Open] = []
    known = from_earlier(sheet, table, earlier, provider)
    mapped.update(known)
    pairs = _pairs(sheet, table, profiles, taken={one.source for one in known.values()})
    _choose(pairs, table, profiles, mapped, left_open)
    _share_numbers(sheet, table, profiles, mapped)
    _part_periods(sheet, table, profiles, mapped)
    done = {one.source for one in mapped.values()} | {one.source for one in left_open}
    ignored = {title for one in earlier if one.table == table.name for title in one.ignored}
    left_open += [
        _unanswered(title, pairs, _by_values(profiles[title], table, mapped))
        for title in sheet.titles
        if title not in done | ignored
    ]
    return Mapping(
        table=table.name,
        provider=provider,
        columns=tuple(mapped[name] for name in table.columns if name in mapped),
        constants=constants_of(sheet, earlier, table, mapped, provider),
        ignored=tuple(title for title in sheet.titles if title in ignored - done),
        open=tuple(left_open),
        kinds={title: profile.kind for title, profile in profiles.items()},
    )


def _known_titles(sheet: Sheet, table: Table) -> float:
    return sum(
        max(match_title(title, column).score for column in table.columns.values())
        for title in sheet.titles
    )


def _pairs(
    sheet: Sheet, table: Table, profiles: dict[str, Profile], taken: set[str]
) -> list[_Pair]:
    pairs = []
    for title in sheet.titles:
        if title in taken:
            continue
        for column in table.columns.values():
            pair = _judge(title, column, profiles[title], table)
            if pair is not None:
                pairs.append(pair)
    return sorted(pairs, key=lambda pair: -pair.score)


def _judge(title: str, column: Column, profile: Profile, table: Table) -> _Pair | None:
    """What speaks for a title being a column; None when nothing does."""
    match = match_title(title, column)
    kind = _SAMPLED_AS.get(column.type.name, "")
    share = profile.share(kind) if kind else None
    score, reasons = match.score * 0.92, []
    if match.how:
        reasons.append(clause(match.how, match.met))
    if share is not None and profile.filled:
        if share >= 0.7:
            score += 0.08
            reasons.append(clause("such", f"{share:.0%}"))
        elif share < 0.3 and not profile.serial:
            score *= 0.55
            reasons.append(clause("few", f"{share:.0%}"))
    if column.type.name in _PROVING and share is not None and share >= 0.7:
        score = max(score, _proven(column, table))
        reasons.append(clause("proved"))
    elif column.type.name not in _PROVING and _proves_another(column, profile):
        score *= 0.3
    if column.type.name == "ordinal" and profile.counts_rows:
        score *= 0.75
        reasons.append(clause("counts_rows"))
    if column.labels is not None and profile.words:
        score, said = _by_labels(column, profile, score)
        reasons += said
    return _Pair(title, column.name, min(score, 1.0), "; ".join(reasons)) if score >= 0.3 else None


def _proven(column: Column, table: Table) -> float:
    """Check signs alone name the column only where the table has one such column."""
    alike = [one for one in table.columns.values() if one.type.name == column.type.name]
    return 0.85 if len(alike) == 1 else 0.55


def _proves_another(column: Column, profile: Profile) -> bool:
    """Whether the values are numbers of a kind that this column never holds."""
    if column.type.name in ("person_name", "org_name", "agency", "address", "bool", "status_code"):
        return any(profile.share(kind) >= 0.7 for kind in ("citizen_id", "uscc", "date"))
    return False


def _by_labels(column: Column, profile: Profile, score: float) -> tuple[float, list[str]]:
    import pyarrow as pa

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.mapping.mapping import Mapping as Bare
    from xiezhi.shelf.normalise.rows import reading_of
    from xiezhi.shelf.normalise.types import normalise_column

    words = RawColumn(pa.array(profile.words, pa.string()))
    normal = normalise_column(words, column, reading_of(Bare(""), column))
    known = 1 - normal.values.null_count / len(profile.words)
    if known == 0 and profile.distinct > 50:
        return score * 0.5, [clause("no_label")]
    strange = [word for row, word in enumerate(profile.words) if normal.reason(row) is not None][
        :_SHOWN
    ]
    said = [clause("labels", f"{known:.0%}")]
    if strange:
        said.append(clause("strange", ", ".join(strange)))
    if known >= 0.7:
        return score + 0.08 if score else 0.35 * known, said
    return score, said


def _choose(
    pairs: list[_Pair],
    table: Table,
    profiles: dict[str, Profile],
    mapped: dict[str, Mapped],
    left_open: list[Open],
) -> None:
    """Takes the best pairs; a title with two columns nearly as likely stays open."""
    titles = {one.source for one in mapped.values()}
    for pair in pairs:
        if pair.score < _LEAST or pair.column in mapped or pair.title in titles:
            continue
        rivals = [
            other
            for other in pairs
            if other.title == pair.title
            and other.column not in mapped
            and other.column != pair.column
            and pair.score - other.score < _APART
            and other.score >= _LEAST
        ]
        titles.add(pair.title)
        if rivals and not _better_elsewhere(rivals, pair, pairs, titles):
            candidates = (pair.column, *(one.column for one in rivals))
            left_open.append(Open(pair.title, candidates, pair.reason))
            continue
        column = table.columns[pair.column]
        chosen = _against(pair, pairs, titles)
        mapped[pair.column] = _with_reading(chosen, column, profiles[pair.title])


def _against(pair: _Pair, pairs: list[_Pair], titles: set[str]) -> _Pair:
    """The pair, in doubt when another title speaks as well for the column and for no other."""
    for other in pairs:
        if (
            other.column == pair.column
            and other.title not in titles
            and pair.score - other.score < _APART
            and not any(
                one.title == other.title and one.column != pair.column and one.score > other.score
                for one in pairs
            )
        ):
            reason = f"{pair.reason}; {clause('rival', other.title)}"
            return replace(pair, score=min(pair.score, SURE - 0.1), reason=reason)
    return pair


def _better_elsewhere(
    rivals: list[_Pair], pair: _Pair, pairs: list[_Pair], titles: set[str]
) -> bool:
    """Whether each rival column has another title that suits it better than this one does."""
    return all(
        any(
            other.column == rival.column
            and other.title not in titles
            and other.score > rival.score + _APART
            for other in pairs
        )
        for rival in rivals
    )


def _with_reading(pair: _Pair, column: Column, profile: Profile) -> Mapped:
    unit = unit_in(pair.title)
    kind = column.type.name
    kept = (
        (kind == "money" and unit in UNITS and UNITS[unit] > 0)
        or (kind == "area" and unit in AREAS and AREAS[unit] != 1)
        or (kind == "months" and unit == "年")
        or (kind == "share" and unit == "%")
        or kind == "quantity"
    )
    days = kind in ("date", "datetime", "month")
    return Mapped(
        source=pair.title,
        column=pair.column,
        unit=unit if kept else "",
        order=profile.day_first if days else "",
        serial=days and profile.serial,
        confidence=round(pair.score, 2),
        reason=pair.reason,
    )


def _by_values(profile: Profile, table: Table, mapped: dict[str, Mapped]) -> list[str]:
    """Columns still without a title whose values look like these: days, months, sums, numbers."""
    kinds = {kind for kind in ("date", "month", "number") if profile.share(kind) >= _ALIKE}
    return [
        name
        for name, column in table.columns.items()
        if name not in mapped and _SAMPLED_AS.get(column.type.name, "") in kinds
    ]


def _unanswered(title: str, pairs: list[_Pair], by_values: list[str]) -> Open:
    """What is left to a person, with what little speaks for a column."""
    mine = [pair for pair in pairs if pair.title == title][:3]
    if not mine and by_values:
        return Open(title, tuple(by_values[:_SHOWN]), clause("values_only"))
    reason = mine[0].reason if mine else clause("nothing")
    return Open(title, tuple(pair.column for pair in mine), reason)


def _share_numbers(
    sheet: Sheet, table: Table, profiles: dict[str, Profile], mapped: dict[str, Mapped]
) -> None:
    """One title with persons' and units' numbers gives both columns what is theirs."""
    for one in list(mapped.values()):
        first = table.columns[one.column].type.name
        second = {"citizen_id": "uscc", "uscc": "citizen_id"}.get(first)
        if second is None or one.source not in profiles:
            continue
        share = profiles[one.source].share(second)
        if share < 0.02 or (first == "uscc" and share < 0.1):
            continue
        stem = one.column.removesuffix("_id").removesuffix("_uscc").removesuffix("citizen")
        others = [
            name
            for name, column in table.columns.items()
            if column.type.name == second and name not in mapped
        ]
        near = [name for name in others if stem and name.startswith(stem)]
        near = near or (others if len(others) == 1 else [])
        if len(near) == 1:
            mapped[near[0]] = Mapped(
                one.source, near[0], confidence=min(one.confidence, 0.85),
                reason=clause("such", f"{share:.0%}"),
            )  # fmt: skip


def _part_periods(
    sheet: Sheet, table: Table, profiles: dict[str, Profile], mapped: dict[str, Mapped]
) -> None:
    """One title with ``2023.1.1-2024.1.1`` gives the first and the last day."""
    done = {one.source for one in mapped.values()}
    for title in sheet.titles:
        words = profiles[title].words
        if title in done or not words or not _are_periods(words):
            continue
        for stem in ("period", "valid", "lease", "term"):
            names = (f"{stem}_from", f"{stem}_to")
            if all(name in table.columns and name not in mapped for name in names):
                for name, part in zip(names, ("start", "end"), strict=True):
                    mapped[name] = Mapped(
                        title, name, part=part, confidence=0.7, reason=clause("periods")
                    )
                break


def _are_periods(words: tuple[str, ...]) -> bool:
    from xiezhi.kernel.errors import RefusedValueError

    parted = 0
    for word in words[:50]:
        try:
            first, _ = ends_of(word)
        except RefusedValueError:
            continue
        parted += any(sign.isdigit() for sign in first)
    return parted * 10 >= 7 * min(len(words), 50)
