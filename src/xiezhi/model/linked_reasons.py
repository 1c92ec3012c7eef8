"""Why two rows were taken for one, alike or connected: what a clue shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.compiled import ReasonPlan
from xiezhi.model.linking import Match, Similar
from xiezhi.rulebook.comparisons import comparisons
from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.linking import Compared, Linking
    from xiezhi.sql.types import Type

__all__ = ["linked_reasons"]

_ALIKE = ("similarity", "shared_length", "shared_passages", "other_shared_passages")
_TOGETHER = ("component", "component_size", "component_pairs", "degree")


def linked_reasons(name: str, step: Linking, there: Mapping[str, Type]) -> list[ReasonPlan]:
    """The comparisons with their weights, the passages shared, the component.

    Args:
        name: The step.
        step: What it says.
        there: Columns that the clue step still has, with types; what is gone is not shown.
    """
    if isinstance(step, Match):
        found = [_comparison(name, one, there) for one in step.compare]
        if "match_probability" in there:
            shown = tuple(c for c in ("judged", "match_probability", "match_weight") if c in there)
            title = Title("同一主体的概率", "probability of being one and the same")
            found.append(ReasonPlan(f"{name}-together", name, title, "", shown))
        return [one for one in found if one.columns]
    columns = _ALIKE if isinstance(step, Similar) else _TOGETHER
    shown = tuple(column for column in columns if column in there)
    title = (
        Title("文字近似", "nearly the same text")
        if isinstance(step, Similar)
        else Title("相互关联", "connected")
    )
    return [ReasonPlan(name, name, title, "", shown)] if shown else []


def _comparison(name: str, one: Compared, there: Mapping[str, Type]) -> ReasonPlan:
    weight = f"weight_{one.id}"
    shown = [column for column in (f"level_{one.id}", f"other_{one.id}", one.left, weight)
             if column in there]  # fmt: skip
    kind = there.get(f"other_{one.id}") or there.get(one.left)
    method = comparisons().methods.get(one.by)
    if method is None and kind is not None:
        method = comparisons().of_type(kind.name)
    title = Title(f"比对{one.id}", f"comparison of {one.id}")
    if method is not None:
        title = Title(f"比对{method.title.zh}", f"comparison of {method.title.en}")
    return ReasonPlan(
        f"{name}-{one.id}",
        name,
        title,
        "",
        tuple(shown) if weight in there and f"level_{one.id}" in there else (),
        weight=weight,
    )
