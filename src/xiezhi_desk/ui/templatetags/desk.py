"""Tags and filters every template has: both languages, figures, chips, fields, icons, pager."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from xiezhi_desk.library.covering import cover_text
from xiezhi_desk.ui import assets, figures, looks
from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.words import t as said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.core.paginator import Page
    from django.forms import BoundField
    from django.http import HttpRequest
    from django.template.context import RequestContext

register = template.Library()


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> str:
    """``{% t "线索" "Clues" %}``: one sentence in the page's language."""
    return said(zh, en, **values)


# --- figures: as filters plain text, as tags with their element -------------------------------


register.filter("act", act)
register.filter("count", figures.count)
register.filter("day", figures.day)
register.filter("moment", figures.moment)
register.filter("money", figures.money)


@register.simple_tag(name="money")
def money_tag(amount: Any, unit: str = "") -> str:
    """``{% money clue.amount %}``, ``{% money sum "万" %}``, ``"亿"`` or ``"auto"``."""
    if amount is None or amount == "":
        return figures.NOTHING
    return format_html(
        '<data class="money" value="{}">{}</data>', amount, figures.money(amount, unit)
    )


@register.simple_tag(name="day")
def day_tag(value: date | None, form: str = "") -> str:
    """``{% day clue.occurred %}``: a ``<time>``; ``"long"`` in words."""
    if value is None:
        return figures.NOTHING
    return format_html(
        '<time datetime="{}">{}</time>', figures.day(value), figures.day(value, form)
    )


@register.simple_tag(name="moment")
def moment_tag(value: datetime | None, form: str = "") -> str:
    """``{% moment step.at %}``: a ``<time>`` in the desk's zone; ``"seconds"`` to the second."""
    if value is None:
        return figures.NOTHING
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), figures.moment(value, form)
    )


@register.simple_tag
def due(last: date | None, today: date) -> str:
    """``{% due clue.expires today %}``: the last day, with a shape and the days left."""
    if last is None:
        return figures.NOTHING
    left = figures.left(last, today)
    shape = {"good": "circle-check", "warn": "clock", "bad": "alert"}[left.tone]
    return format_html(
        '<span class="due due-{}">{}<time datetime="{}">{}</time> <small>{}</small></span>',
        left.tone,
        icon(shape),
        last.isoformat(),
        last.isoformat(),
        left.text,
    )


# --- marks -------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """``{% icon "check" %}``: a shape of the sprite; with a label it is read out, else not."""
    return _drawn(name, str(label), assets.asset("icons.svg"))


@lru_cache(maxsize=512)
def _drawn(name: str, label: str, sprite: str) -> str:
    """A page of the list has some 150 of them, most alike."""
    if not sprite or not name:
        return format_html('<span class="visually-hidden">{}</span>', label) if label else ""
    said_as = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>',
        said_as,
        sprite,
        name,
    )


@register.simple_tag
def badge(value: Any, label: Any = "") -> str:
    """``{% badge clue.state clue.get_state_display %}``: shape, word, tone of a known value.

    For states, grades, presences, jobs, sensitivities, lines, requests; the look comes from
    ``ui.looks``. A choice (``State.NEW``) brings its own label.
    """
    shown = looks.look(value)
    return chip(label or getattr(value, "label", value), shown.tone, shown.shape)


@register.simple_tag
def chip(label: Any, tone: str = "plain", shape: str = "") -> str:
    """``{% chip "二人核查" "warn" "users" %}``: a free chip."""
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, icon(shape), label)


@register.simple_tag
def masked(text: Any, url: str = "") -> str:
    """``{% masked value uncover_url %}``: text already masked, said to be so; with a way to ask."""
    if text is None or text == "":
        return figures.NOTHING
    note = said("已遮盖", "masked")
    body = format_html(
        '<span class="masked">{}<span class="visually-hidden">（{}）</span></span>', text, note
    )
    if not url:
        return body
    return format_html(
        '{} <a class="uncover" href="{}">{}<span class="visually-hidden">{}</span></a>',
        body,
        url,
        icon("eye"),
        said("查看原文，须说明理由", "uncover, with a reason"),
    )


@register.filter
def written(text: Any, cover: Callable[[object], str] | None = None) -> str:
    """``{{ note.text|written:cover }}``: what a person wrote, its numbers and names covered.

    Without a cover what can be told from the text alone is covered: identity numbers, accounts,
    phones, names behind a role.
    """
    said_by_a_person = "" if text is None else str(text)
    return cover(said_by_a_person) if cover is not None else cover_text(said_by_a_person)


# --- forms -------------------------------------------------------------------------------------

_CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "nullbooleanselect": "form-select",
    "checkbox": "form-check-input",
    "clearablefile": "form-control",
}


_MANY = 12
"""Boxes to tick beyond which they stand in a frame of their own."""
_BLANK = re.compile(r'(<option value=""[^>]*>)(?:-{9}|—)(</option>)')


def _worded(control: str, *, required: bool) -> str:
    """A list's empty line in words: Django writes nine hyphens there."""
    word = said("请选择", "choose") if required else said("（不选）", "(none)")
    return mark_safe(_BLANK.sub(rf"\g<1>{word}\g<2>", control))  # noqa: S308 (as Django rendered it)


@register.simple_tag
def field(bound: BoundField, label: Any = "", **attrs: Any) -> str:
    """``{% field form.reason %}``: label, control, help and errors, tied together for readers.

    Further arguments become attributes of the control (``rows=3``, ``placeholder="…"``); an
    underscore stands for a hyphen (``data_kind``); ``hidden_label=True`` keeps the label for
    readers only.
    """
    kind = bound.widget_type
    group = kind in {"radioselect", "checkboxselectmultiple"}
    hidden_label = attrs.pop("hidden_label", False)
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    if hidden_label and kind in {"text", "search"}:
        given.setdefault("placeholder", label or bound.label)
    if not group:
        css = f"{_CLASSES.get(kind, 'form-control')} {bound.field.widget.attrs.get('class', '')}"
        given["class"] = f"{css}{' is-invalid' if bound.errors else ''}".strip()
    return render_to_string(
        "ui/field.html",
        {
            "bound": bound,
            "label": label or bound.label,
            "control": _worded(bound.as_widget(attrs=given), required=bound.field.required),
            "group": group,
            "many": group and len(list(getattr(bound.field, "choices", ()))) > _MANY,
            "check": kind == "checkbox",
            "hidden_label": hidden_label,
        },
    )


# --- lists -------------------------------------------------------------------------------------


def _query(context: RequestContext, **changes: Any) -> str:
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    changed = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return changed.urlencode()


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: Any) -> str:
    """``<a href="{% query state="new" page=None %}">``: this page's query with changes."""
    made = _query(context, **changes)
    return f"?{made}" if made else "?"


@register.simple_tag(takes_context=True)
def pager(context: RequestContext, page: Page[Any], name: str = "page") -> str:
    """``{% pager page %}``: how many, which page, ways to others; keeps the rest of the query."""
    number, last = page.number, page.paginator.num_pages

    def at(where: int) -> str:
        return f"?{_query(context, **{name: where})}"

    return render_to_string(
        "ui/pager.html",
        {
            "page": page,
            "last": last,
            "total": page.paginator.count,
            "name": name,
            "first_url": at(1) if number > 1 else "",
            "previous_url": at(number - 1) if number > 1 else "",
            "next_url": at(number + 1) if number < last else "",
            "last_url": at(last) if number < last else "",
            "kept": [
                (key, value)
                for key, values in (context["request"].GET.lists() if "request" in context else ())
                if key != name
                for value in values
            ],
        },
    )


@register.simple_tag(takes_context=True)
def sort_head(
    context: RequestContext, key: str, zh: str, en: str, css: str = "", name: str = "sort"
) -> str:
    """``{% sort_head "amount" "金额" "Amount" "num" %}``: a column's head that sorts by it.

    The query's ``sort`` is the key, or ``-key`` for descending.
    """
    now = context["request"].GET.get(name, "") if "request" in context else ""
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    url = f"?{_query(context, **{name: key if now == f'-{key}' else f'-{key}', 'page': None})}"
    state = format_html(' aria-sort="{}"', order) if order else ""
    arrow = icon({"ascending": "arrow-up", "descending": "arrow-down"}.get(order, "sort"))
    return format_html(
        '<th scope="col" class="sortable {}"{}><a href="{}">{}{}</a></th>',
        css,
        state,
        url,
        said(zh, en),
        arrow,
    )


# --- assets and blocks -------------------------------------------------------------------------


@register.simple_tag
def asset(name: str) -> str:
    """``{% asset "main.ts" %}``: the address of a built file; empty when nothing is built."""
    return assets.asset(name)


@register.simple_tag
def style_sheets(name: str) -> str:
    """``{% style_sheets "main.ts" %}``: the links of an entry's style sheets."""
    return SafeString(
        "".join(
            format_html('<link rel="stylesheet" href="{}">', url) for url in assets.styles(name)
        )
    )


@register.simple_tag(takes_context=True)
def filled(context: template.Context, name: str) -> str:
    """``{% filled "rail" as rail %}``: what a page put into a block, empty when only blanks.

    The frame asks so before it draws what stands around the block.
    """
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return SafeString(block.render(context).strip()) if block is not None else ""


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> str:
    """``{% block_text "title" %}``: what the block of that name says, without markup."""
    return " ".join(unescape(strip_tags(filled(context, name))).split())


@register.filter("say")
def said_in(title: Any) -> str:
    """``{{ title|say }}``: a title of the rulebook (``zh``, ``en``) in the page's language."""
    if title is None:
        return ""
    zh = getattr(title, "zh", None)
    if zh is None:
        return str(title)
    return said(zh, title.en or zh)


@register.filter
def ends_with(markup: str, text: str) -> bool:
    """Whether the words of some markup end with a text: a breadcrumb that already says the page."""
    return unescape(strip_tags(markup)).strip().endswith(text)
