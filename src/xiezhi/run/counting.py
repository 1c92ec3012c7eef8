"""The counts a run returned, as the funnel a person reads."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xiezhi.evidence.funnel import Excluded, Funnel, NearMiss, StepCount
from xiezhi.model.step import Keep
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.show import show
from xiezhi.sql.tree import conjuncts

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.model.compiled import Compiled
    from xiezhi.model.step import Step

__all__ = ["funnel_of"]


def funnel_of(compiled: Compiled, counts: pa.Table, local: frozenset[str] = frozenset()) -> Funnel:
    """Steps in the order of the model, each with its exclusions.

    Args:
        compiled: The model.
        counts: ``step, measure, item, n``.
        local: Ids of the exclusions that the office added.
    """
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    columns = (counts.column(name).to_pylist() for name in ("step", "measure", "item", "n"))
    for step, measure, item, number in zip(*columns, strict=True):
        found[step][measure][item or ""] = int(number or 0)
    verbs = {plan.name: plan.verb for plan in compiled.steps}
    titles = {one.id: {"zh": one.title.zh, "en": one.title.en} for one in compiled.model.exclude}
    order = {one.id: place for place, one in enumerate(compiled.model.exclude)}
    steps = tuple(
        StepCount(
            step=name,
            verb=verbs[name],
            rows_in=dict(sorted(measures["in"].items())),
            rows_out=sum((measures["left"] or measures["out"]).values()),
            excluded=tuple(
                Excluded(item, titles.get(item, {"zh": item, "en": item}), number, item in local)
                for item, number in sorted(
                    measures["excluded"].items(), key=lambda pair: order.get(pair[0], len(order))
                )
            ),
            pending=sum(measures["pending"].values()),
            not_checkable=sum(measures["not_checkable"].values()),
            answered=measures["answered"].get("") if measures["answered"] else None,
        )
        for name, _ in compiled.model.steps
        if name in verbs and (measures := found.get(name)) is not None
    )
    near = tuple(
        NearMiss(name, _condition(step, item), number)
        for name, step in compiled.model.steps
        for item, number in sorted(found.get(name, {}).get("near_miss", {}).items())
        if number
    )
    return Funnel(steps, near)


def _condition(step: Step, item: str) -> str:
    """The only condition that failed, as the model writes it; ``item`` is its place from 1."""
    if not isinstance(step, Keep) or not item.isdecimal():
        return item
    parts = conjuncts(parse_expression(step.where.text))
    return show(parts[int(item) - 1])
