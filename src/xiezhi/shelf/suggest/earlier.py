"""What a person confirmed for earlier deliveries, taken over for the same titles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.shelf.suggest.wording import clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.mapping.mapping import Mapped, Mapping

__all__ = ["constants_of", "from_earlier"]


def from_earlier(
    sheet: Sheet, table: Table, earlier: Sequence[Mapping], provider: str
) -> dict[str, Mapped]:
    """Answers that a person gave for the same titles before."""
    found: dict[str, Mapped] = {}
    fitted = False
    for mapping in _ranked(sheet, earlier, provider):
        if mapping.table != table.name:
            continue
        same = bool(provider) and mapping.provider == provider
        if same and fitted:
            continue  # another kind of file of theirs: its titles mean other things
        fitted = fitted or (same and {*mapping.sources} <= {*sheet.titles})
        for one in mapping.columns:
            if (
                one.column in found
                or one.source not in sheet.titles
                or one.column not in table.columns
            ):
                continue
            if any(other.source == one.source and not one.part for other in found.values()):
                continue
            reason = clause("this_provider" if same else "another_provider")
            found[one.column] = replace(one, confidence=1.0 if same else 0.9, reason=reason)
    return found


def _ranked(sheet: Sheet, earlier: Sequence[Mapping], provider: str) -> list[Mapping]:
    """The provider's own first, of these the ones that fit, then those with more of the titles."""

    def rank(one: Mapping) -> tuple[bool, bool, int]:
        met = {*one.sources} & {*sheet.titles}
        return one.provider != provider, len(met) < len(one.sources), -len(met)

    return sorted(earlier, key=rank)


def constants_of(
    sheet: Sheet,
    earlier: Sequence[Mapping],
    table: Table,
    mapped: dict[str, Mapped],
    provider: str,
) -> dict[str, str]:
    """Values that hold for every row, as said for the provider's last file of this kind.

    Another provider's are never taken: its court is not this one's.
    """
    own = [one for one in earlier if one.table == table.name and one.provider == provider != ""]
    return {
        column: value
        for one in _ranked(sheet, own, provider)[:1]
        for column, value in one.constants.items()
        if column not in mapped and column in table.columns
    }
