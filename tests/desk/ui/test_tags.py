"""Tags every template has."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from xiezhi_desk.ui.forms import ShowroomForm

UTC = dt.UTC


def shown(text: str, **values) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ x|money }}", "851,335.80"),
        ('{{ x|money:"万" }}', "85.13 万元"),
        ('{{ x|money:"亿" }}', "0.01 亿元"),
        ('{{ x|money:"auto" }}', "85.13 万元"),
        ("{{ none|money }}", "—"),
        ("{{ half|money }}", "0.13"),
        ('{{ half|money:"auto" }}', "0.13 元"),
        ("{{ minus|money }}", "-1,200.00"),
    ],
)
def test_money_has_separators_and_two_decimals(tag, text):
    values = {"x": Decimal("851335.8"), "half": Decimal("0.125"), "minus": -1200, "none": None}
    assert shown(tag, **values) == text


def test_money_in_english_knows_millions():
    with translation.override("en"):
        assert shown('{{ x|money:"万" }}', x=85_133_580) == "CNY 85.13 m"
        assert shown('{{ x|money:"auto" }}', x=851) == "CNY 851.00"


def test_a_moment_is_shown_in_the_desk_s_zone():
    at = dt.datetime(2031, 3, 10, 20, 5, tzinfo=UTC)
    assert shown("{{ at|moment }}", at=at) == "2031-03-11 04:05"
    assert shown("{{ at|day }}", at=at) == "2031-03-11"
    assert 'datetime="2031-03-10T20:05:00+00:00"' in shown("{% moment at %}", at=at)


def test_a_day_in_words():
    day = dt.date(2031, 3, 6)
    assert shown('{{ d|day:"long" }}', d=day) == "2031年3月6日"
    with translation.override("en"):
        assert shown('{{ d|day:"long" }}', d=day) == "6 March 2031"
    assert shown("{% day d %}{{ d|day }}", d=None) == "——"


@pytest.mark.parametrize(
    ("days", "css", "words"),
    [
        (12, "due-good", "剩 12 天"),
        (7, "due-warn", "剩 7 天"),
        (0, "due-warn", "今天到期"),
        (-3, "due-bad", "逾期 3 天"),
    ],
)
def test_a_last_day_says_how_far_it_is(days, css, words):
    today = dt.date(2031, 3, 10)
    text = shown("{% due d today %}", d=today + dt.timedelta(days=days), today=today)
    assert css in text
    assert words in text


def test_a_badge_has_a_word_and_never_colour_alone():
    text = shown('{% badge "founded" "属实" %}')
    assert "chip-good" in text
    assert text.endswith("属实</span>")
    assert "chip-plain" in shown('{% badge "something new" %}')


def test_a_badge_escapes_what_it_is_given():
    assert "<script>" not in shown("{% badge x %}{% chip x %}{% masked x %}", x="<script>")


def test_a_pager_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/clues/?state=new&state=gone&page=3&q=%E6%B3%95")
    page = Paginator(range(100), 10).get_page(3)
    text = Template("{% pager page %}").render(RequestContext(request, {"page": page}))
    assert "?state=new&amp;state=gone&amp;page=4&amp;q=%E6%B3%95" in text
    assert '<input type="hidden" name="state" value="gone">' in text
    assert "共 100 条" in text


def test_a_column_sorts_down_then_up_and_starts_at_page_one():
    def head(query):
        request = RequestFactory().get(f"/clues/{query}")
        return Template('{% sort_head "amount" "金额" "Amount" %}').render(
            RequestContext(request, {})
        )

    assert 'href="?sort=-amount"' in head("?page=9")
    assert 'href="?sort=amount"' in head("?sort=-amount")
    assert 'aria-sort="descending"' in head("?sort=-amount")


def test_a_field_ties_label_help_and_error_to_its_control():
    form = ShowroomForm({"office": "a"})
    text = shown("{% field form.number rows=3 data_kind='x' %}", form=form)
    assert 'for="id_number"' in text
    assert 'aria-invalid="true"' in text
    described = text.split('aria-describedby="')[1].split('"')[0].split()
    assert all(f'id="{name}"' in text for name in described)
    assert 'data-kind="x"' in text


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    text = shown("{% field form.how %}", form=ShowroomForm())
    assert text.startswith("<fieldset")
    assert "<legend" in text


def test_the_title_is_taken_from_its_block_without_marks():
    text = Template(
        '{% extends "ui/bare.html" %}{% block title %}A &amp; <b>B</b>{% endblock %}'
    ).render(Context({}))
    assert "<title>A &amp; B · 獬豸</title>" in text
