"""The measured precision of models for their pages: read, converted, upheld, never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.selectors.precision import (
    Interval,
    agreement,
    effect_of,
    read_by_model,
    read_by_version,
    why_unfounded,
)
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.models import reasons
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["list_figure", "part", "said"]


def said(share: Interval) -> str:
    """A share with its interval: ``80 %（49–94 %，n=10）``."""
    if share.rate is None or share.low is None or share.high is None:
        return t("尚无", "none yet")
    return t(
        "{rate:.0%}（{low:.0%}–{high:.0%}，{k}/{n}）",
        "{rate:.0%} ({low:.0%}–{high:.0%}, {k} of {n})",
        rate=share.rate,
        low=share.low,
        high=share.high,
        k=share.k,
        n=share.n,
    )


def list_figure(_access: PersonAccess, models: Iterable[str]) -> dict[str, str]:
    """Precision when read, of each model."""
    return {name: said(read.precision) for name, read in read_by_model(models).items()}


def part(access: PersonAccess, model: str) -> dict[str, Any]:
    """What a model's page shows of its outcomes."""
    titles = {one.code: one for one in reasons(model)}
    seen = visible(access).filter(model=model).order_by()
    states = dict(seen.values_list("state").annotate(number=Count("pk")))
    return {
        "model_id": model,
        "figures": effect_of(model),
        "versions": read_by_version(model),
        "states": [(label, states.get(value, 0), value) for value, label in State.choices],
        "clues": sum(states.values()),
        "agreement": agreement(model),
        "errors": [
            (_title(one := titles.get(code), code), number, bool(one and one.suggests))
            for code, number in why_unfounded(model)
        ],
    }


def _title(reason: Any, code: str) -> str:
    if reason is None:
        return code
    title: str = reason.title.zh if chinese() else reason.title.en
    return title
