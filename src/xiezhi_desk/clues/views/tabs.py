"""Tabs of the list, and what was asked as chips that can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.http import urlencode

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.clues.forms.filters import DUE, EXPIRES, SORT_WORDS
from xiezhi_desk.clues.records import Grade, Sighting
from xiezhi_desk.clues.selectors.filters import ALL, OPEN_TAB, Filters
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.ui.parts import Tab
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from xiezhi_desk.clues.selectors.choices import Choice
    from xiezhi_desk.clues.selectors.totals import Totals

__all__ = ["Asked", "chips", "plain_query", "state_word", "tabs"]


class Asked(NamedTuple):
    """One thing the list was asked for, with the address that asks everything else."""

    what: str
    value: str
    url: str


def plain_query(query: QueryDict, **changes: str | None) -> str:
    """An address without what is empty, and without the page."""
    kept = {name: str(value) for name, value in query.items() if value and name != "page"}
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return urlencode(kept)


def state_word(state: str) -> str:
    """A tab's name."""
    if state in {OPEN_TAB, ALL}:
        return t("在办", "Open") if state == OPEN_TAB else t("全部", "All")
    return str(State(state).label)


def tabs(query: QueryDict, asked: Filters, kept: Totals, total: int | None) -> list[Tab]:
    """Open, each state, all; and what changed since somebody last looked.

    Counts stand on every tab as long as the kept counters know them; with other filters, only on
    the tab shown.

    Args:
        query: The list's address.
        asked: What it asks.
        kept: Kept counters.
        total: How many the shown tab holds, when that was counted.
    """
    found = []
    changed = asked.presence == Presence.CHANGED and asked.state == ALL
    for name in (OPEN_TAB, *State.values, ALL):
        current = asked.state == name
        plain = asked.but(presence="").countable if changed else asked.countable
        count = kept.of(name, suppressed=asked.suppressed) if plain else None
        if count is None and current:
            count = total
        url = f"?{plain_query(query, state=name, presence=None)}"
        found.append(Tab(state_word(name), url, count, current and not changed))
    url = f"?{plain_query(query, state=ALL, presence=Presence.CHANGED)}"
    count = kept.changed[asked.suppressed] if asked.but(presence="").countable else None
    found.append(Tab(str(Presence.CHANGED.label), url, count, changed))
    return found


def chips(
    query: QueryDict,
    asked: Filters,
    models: Iterable[Choice],
    offices: Iterable[Choice],
    people: Iterable[Choice],
) -> list[Asked]:
    """What was asked, in words, each with the address without it."""
    said = _words(asked, models, offices, people)
    return [
        Asked(what, value, f"?{plain_query(query, **{name: None})}")
        for name, (what, value) in said.items()
        if value
    ]


def _label(choices: Iterable[tuple[str, Any]], value: str) -> str:
    return next((str(label).strip("\u3000") for one, label in choices if one == value), value)


def _words(
    asked: Filters, models: Iterable[Choice], offices: Iterable[Choice], people: Iterable[Choice]
) -> dict[str, tuple[str, str]]:
    who = [("me", t("本人", "me")), ("none", t("未分派", "nobody")), *people]
    yes = t("是", "yes")
    office = str(asked.office or "")
    return {
        "q": (t("检索", "Search"), asked.q),
        "line": (t("条线", "Line"), _label(Line.choices, asked.line)),
        "model": (t("模型", "Model"), _label(models, asked.model)),
        "grade": (t("等级", "Grade"), _label(Grade.choices, asked.grade)),
        "organ": (t("机关", "Organ"), asked.organ),
        "office": (t("检察院", "Office"), _label(offices, office)),
        "assignee": (t("承办人", "Assigned to"), _label(who, asked.assignee)),
        "presence": (t("最近一次运行", "Last run"), _label(Presence.choices, asked.presence)),
        "due": (t("办理期限", "Term"), _label(DUE, asked.due)),
        "expires": (t("监督时效", "Expires"), _label(EXPIRES, asked.expires)),
        "least": (t("金额不少于", "Amount from"), str(asked.least or "")),
        "most": (t("金额不超过", "Amount to"), "" if asked.most is None else str(asked.most)),
        "since": (t("发生日期自", "Occurred from"), str(asked.since or "")),
        "until": (t("发生日期至", "Occurred to"), str(asked.until or "")),
        "restricted": (t("限制知悉", "Restricted"), yes if asked.restricted else ""),
        "job": (t("运行任务", "Job"), asked.job),
        "seen": (t("该任务中", "In that job"), _label(Sighting.Kind.choices, asked.seen)),
        "conflict": (t("本人声明回避", "My conflicts"), yes if asked.conflict else ""),
        "snoozed": (t("暂缓中", "Put aside"), yes if asked.snoozed else ""),
        "sort": (
            t("排序", "Order"),
            "" if asked.sort == Filters.sort else _label(SORT_WORDS, asked.sort),
        ),
        "suppressed": (t("本院暂不提示", "Suppressed"), yes if asked.suppressed else ""),
    }
