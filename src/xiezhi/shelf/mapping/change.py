"""What a delivery changed against the mapping that the last one was read with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.ingest.header import title_key
from xiezhi.shelf.mapping.mapping import MappingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.shelf.mapping.mapping import Mapping

__all__ = ["Changes", "changes", "chosen_sheets", "refuse_lost"]


@dataclass(frozen=True, slots=True)
class Changes:
    """How the titles of a sheet differ from those of a mapping.

    Attributes:
        gone: Mapped titles that the sheet lacks.
        new: Titles that the mapping has not seen.
        renamed: Of these, pairs that differ only in blanks, marks or width: old, new.
        retyped: Titles whose values are of another kind: title, old kind, new kind.
    """

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    retyped: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.gone or self.new or self.retyped)

    def told(self) -> str:
        """The changes in a sentence."""
        said = []
        if self.gone:
            said.append(f"gone: {', '.join(self.gone)}")
        if self.new:
            said.append(f"new: {', '.join(self.new)}")
        said += [f"{old} may now be called {new}" for old, new in self.renamed]
        said += [f"{title} held {old} and holds {new}" for title, old, new in self.retyped]
        return "; ".join(said)


def changes(mapping: Mapping, sheet: Sheet, kinds: dict[str, str] | None = None) -> Changes:
    """What a sheet changed.

    Args:
        mapping: As it was confirmed.
        sheet: The sheet.
        kinds: Title → kind of its values now, from the profile; left out, kinds are not compared.
    """
    known = {*mapping.sources, *mapping.ignored, *(one.source for one in mapping.open)}
    known |= set(mapping.kinds)
    gone = tuple(title for title in mapping.sources if title not in sheet.titles)
    new = tuple(title for title in sheet.titles if title not in known)
    renamed = tuple((old, title) for old in gone for title in new if _alike(old, title))
    retyped = tuple(
        (title, mapping.kinds[title], kind)
        for title, kind in (kinds or {}).items()
        if title in mapping.sources
        and mapping.kinds.get(title, kind) != kind
        and "blank" not in (kind, mapping.kinds[title])
    )
    return Changes(gone, new, renamed, retyped)


def _alike(old: str, new: str) -> bool:
    one, other = title_key(old), title_key(new)
    return one == other or (len(one) > 2 and (one in other or other in one))


def chosen_sheets(
    source: Source, mapping: Mapping, *, accept_changes: bool
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Sheets that hold the mapped titles, and the places of those that hold none of them.

    Raises:
        MappingError: A sheet lacks some of the mapped titles, or no sheet has any.
    """
    chosen: list[Sheet] = []
    skipped: list[str] = []
    problems: list[Problem] = []
    for delivered in source.sheets:
        sheet = _titled_alike(delivered, mapping)
        if not set(mapping.sources) & set(sheet.titles):
            skipped.append(sheet.place())
            continue
        chosen.append(sheet)
        found = changes(mapping, sheet)
        if found.gone and not accept_changes:
            problems.append(_said(sheet, found.told()))
    if not chosen:
        problems.append(_nothing_fits(source.sheets, mapping))
    if problems:
        raise MappingError(*problems)
    return tuple(chosen), tuple(skipped)


def _titled_alike(sheet: Sheet, mapping: Mapping) -> Sheet:
    """The sheet with titles as the mapping has them, where one only lacks the group above it.

    ``死者信息/姓名`` of a header in two lines is ``姓名`` of a header in one, when the sheet has no
    other column of that name; the sheet's remarks say so.
    """
    ends = [title.rpartition("/")[2] for title in sheet.titles]
    titles = list(sheet.titles)
    for source in mapping.sources:
        end = source.rpartition("/")[2]
        if source in sheet.titles or ends.count(end) != 1:
            continue
        place = ends.index(end)
        if end in (source, titles[place]) and titles[place] not in mapping.sources:
            sheet.remarks.append(f"the title {titles[place]} is read as {source}")
            titles[place] = source
    return sheet if tuple(titles) == sheet.titles else replace(sheet, titles=tuple(titles))


def refuse_lost(earlier: Mapping, now: Mapping, source: Source) -> None:
    """Refuse a delivery that gives fewer columns than the provider's last one did.

    Args:
        earlier: The mapping of the last delivery.
        now: That of this one, made for its own titles.
        source: What is delivered.

    Raises:
        MappingError: Columns that came are gone; it says which titles went and which are new.
    """
    have = {one.column for one in now.columns} | set(now.constants)
    lost = [one.column for one in earlier.columns if one.column not in have]
    if lost:
        sheet = max(source.sheets, key=lambda one: len({*one.titles} & {*now.sources}))
        told = changes(earlier, sheet).told()
        why = f"columns that came last time and are gone: {', '.join(lost)}"
        raise MappingError(_said(sheet, f"{why}; {told}" if told else why))


def _said(sheet: Sheet, why: str) -> Problem:
    return Problem(
        what="The columns changed since this mapping was made.",
        where=sheet.place(),
        why=why,
        cure="Map the file anew, or accept the change: columns that are gone become null.",
        code="ingest-schema-changed",
    )


def _nothing_fits(sheets: Sequence[Sheet], mapping: Mapping) -> Problem:
    titles = "; ".join(", ".join(sheet.titles[:12]) for sheet in sheets[:3])
    return Problem(
        what="No sheet holds a title of the mapping.",
        where=", ".join(sheet.place() for sheet in sheets[:3]),
        why=f"the mapping knows {', '.join(mapping.sources[:12])}; the titles are {titles}",
        cure="Take the mapping of this file, or map it anew.",
        code="mapping-no-sheet",
    )
