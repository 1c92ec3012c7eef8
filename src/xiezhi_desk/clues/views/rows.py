"""The rows of the list as they are shown.

Written here and not in a template: fifty rows of twenty tags each were half of the page's time.
Everything that comes from a clue is escaped here.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe

from xiezhi_desk.clues.records import Grade
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.figures import NOTHING
from xiezhi_desk.ui.numbers import LENGTH
from xiezhi_desk.ui.templatetags.desk import badge, day_tag, due, icon, masked, money_tag
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.selectors.headlines import Headline

__all__ = ["Row", "body"]


class Row(NamedTuple):
    """A row of the list: the clue, its headline, and what to notice about it."""

    clue: Clue
    told: Headline
    again: bool
    asleep: bool

    @property
    def affected(self) -> str:
        """Whom it touches, unless the title says so already."""
        return "" if self.told.affected in self.told.title else self.told.affected

    @property
    def covered(self) -> bool:
        """Whether something of the name is masked."""
        return any(mark in self.told.affected for mark in "*＊某")


def body(rows: Iterable[Row], today: date, *, offices: bool) -> SafeString:
    """The rows as markup.

    Args:
        rows: The clues, with their offices and assignees.
        today: The day terms are counted from.
        offices: Whether each row names its office.
    """
    blank = "0" * LENGTH
    front, end = reverse("clues:clue", args=(blank,)).split(blank)
    tick = escape(t("选中", "Tick"))
    found = (
        f'<tr>\n<td class="tick"><input type="checkbox" name="pick" value="{row.clue.number}"'
        f' aria-label="{tick} {row.clue.number}"></td>\n'
        f'<td class="two w-100"><a href="{front}{row.clue.number}{end}" data-open hx-boost="false">'
        f"<b>{_what(row.clue)}</b></a><small>{_notes(row)}</small></td>\n"
        f"<td>{_mark(row.clue.grade, chinese=chinese())}</td>\n"
        f'<td class="num">{_amount(row)}</td>\n'
        f"<td>{_state(row)}</td>\n"
        f'<td class="nowrap">{_with(row.clue, offices=offices)}</td>\n'
        f'<td class="nowrap">{_terms(row.clue, today)}</td>\n'
        f'<td class="nowrap">{day_tag(row.clue.first_seen)}</td>\n'
        "</tr>"
        for row in rows
    )
    return mark_safe("".join(found))  # noqa: S308  (escaped piece by piece)


@lru_cache(maxsize=4096)
def _heading(organ: str, duty: str, *, chinese: bool) -> str:
    """Many clues share organ and act."""
    named = organ or t("（未指明机关）", "(no organ named)")
    return escape(f"{named}{t('：', ': ')}{act(duty)}")


def _what(clue: Clue) -> str:
    return _heading(clue.organ, clue.act, chinese=chinese())


_LABELS = {one.value: one.label for kind in (State, Grade, Presence) for one in kind}


@lru_cache(maxsize=128)
def _mark(value: str, *, chinese: bool) -> str:
    """A known value's chip."""
    return badge(value, _LABELS.get(value, value))


def _state(row: Row) -> str:
    shown = _mark(row.clue.state, chinese=chinese())
    return f"{shown} {badge('snoozed', t('暂缓', 'put aside'))}" if row.asleep else shown


def _notes(row: Row) -> str:
    clue, parts = row.clue, []
    if clue.restricted:
        parts.append(f"{badge('restricted', t('限制知悉', 'restricted'))} ")
    if clue.presence in {Presence.CHANGED, Presence.GONE}:
        parts.append(f"{_mark(clue.presence, chinese=chinese())} ")
    elif row.again:
        again = t("再次出现", "seen again")
        parts.append(
            f'<span class="again">{icon("repeat")}{again} {day_tag(clue.last_seen)}</span> '
        )
    parts.append(escape(row.told.title))
    if affected := row.affected:
        parts.append(f" · {masked(affected) if row.covered else escape(affected)}")
    if clue.case_number:
        parts.append(f" · {escape(clue.case_number)}")
    return "".join(parts)


def _amount(row: Row) -> str:
    if row.told.amount:
        return escape(row.told.amount)
    if row.clue.amount_type == "money":
        return money_tag(row.clue.amount)
    return NOTHING if row.clue.amount is None else escape(localize(row.clue.amount))


def _with(clue: Clue, *, offices: bool) -> str:
    if clue.assignee is not None:
        who = escape(clue.assignee.name)
    else:
        who = f'<span class="quiet">{t("未分派", "nobody")}</span>'
    return f"{who}<br><small>{escape(clue.office.name)}</small>" if offices else who


def _terms(clue: Clue, today: date) -> str:
    parts = []
    if clue.due or not clue.expires:
        parts.append(_due(clue.due, today, chinese=chinese()))
    if clue.expires:
        if clue.due:
            parts.append("<br>")
        shown = _due(clue.expires, today, chinese=chinese())
        parts.append(f"<small>{t('时效', 'expires')} {shown}</small>")
    return "".join(parts)


@lru_cache(maxsize=4096)
def _due(last: date | None, today: date, *, chinese: bool) -> str:
    return due(last, today)
