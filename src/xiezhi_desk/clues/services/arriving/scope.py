"""When a run that does not raise a clue any more says that it is *gone*.

Only a run that looked where the earlier one looked can say so: the same model, brought by the same
office, from the same issuer, over the same inputs of the same providers, and over no less time.
A run over another county's data, or over one month, says nothing about the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.clues.records import Arrival

if TYPE_CHECKING:
    from xiezhi_desk.library.bundles import BundleCard
    from xiezhi_desk.runs.records import Bundle

__all__ = ["comparable", "earlier", "scope_of"]

Scope = dict[str, Any]


def scope_of(card: BundleCard) -> Scope:
    """What a run looked at.

    Args:
        card: The bundle's. Inputs that come from the rulebook say nothing about the place.
    """
    return {
        "issuer": card.issuer,
        "key": getattr(card, "office_key", ""),
        "parameters": getattr(card, "parameters", ""),
        "inputs": {
            name: {
                "table": table.get("table", ""),
                "providers": sorted(
                    {one.get("provider") or "" for one in table.get("contracts", ())}
                ),
                "coverage": table.get("coverage", []),
            }
            for name, table in card.tables.items()
            if not name.startswith("_")
        },
    }


def comparable(before: Scope, after: Scope) -> bool:
    """Whether the later run looked at everything the earlier one looked at."""
    if any(before[name] != after[name] for name in ("issuer", "key", "parameters")):
        return False
    if before["inputs"].keys() != after["inputs"].keys():
        return False
    return all(_input(old, after["inputs"][name]) for name, old in before["inputs"].items())


def _input(before: Scope, after: Scope) -> bool:
    if before["table"] != after["table"] or before["providers"] != after["providers"]:
        return False
    if not before["coverage"]:
        return not after["coverage"]
    return all(
        any(_covers(later, part) for later in after["coverage"]) for part in before["coverage"]
    )


def _covers(after: list[str | None], before: list[str | None]) -> bool:
    """Whether a stretch of time of the same scope holds another; a missing end is open.

    The end is not asked: a later delivery reaches further, and one that ends earlier is refused by
    the order of the runs.
    """
    if after[0] != before[0]:
        return False
    return after[1] is None or (before[1] is not None and after[1] <= before[1])


def earlier(bundle: Bundle, scope: Scope) -> tuple[list[int], bool]:
    """Bundles this one may be compared with, and whether it comes late.

    Returns:
        Ids of earlier bundles of the same scope; true when one of a later day was taken in before.
    """
    ids, late = [], False
    others = Arrival.objects.filter(
        bundle__model=bundle.model, bundle__office=bundle.office_id
    ).exclude(bundle=bundle)
    for key, kept, day in others.values_list("bundle_id", "scope", "bundle__as_of"):
        if bundle.as_of and day and day > bundle.as_of:
            late = late or comparable(scope, kept) or comparable(kept, scope)
        elif comparable(kept, scope):
            ids.append(key)
    return ids, late
