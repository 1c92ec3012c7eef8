"""Promises about the desk's pages: each states its right, has its template, points downward."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from xiezhi_desk.settings.place import VARIABLES
from xiezhi_desk.ui.page import right_of

ROOT = Path(__file__).parents[2]
DESK = ROOT / "src/xiezhi_desk"
FLOORS = (
    "ui",
    "audit",
    "accounts",
    "runs",
    "shelf",
    "models",
    "clues",
    "cases",
    "dashboards",
    "api",
)
UPWARD = {("audit.Entry", "person")}
"""The trail names who acted; without a constraint, so nothing below depends on it."""
MACHINE = "api/v1/"
"""Under it the machine interface asks for a token; its own suite holds it to the same access."""
TEMPLATES = sorted(DESK.glob("*/templates/**/*.html"))


def patterns(under=None, front=""):
    """Every address: its route and its pattern."""
    for one in (under or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{front}{one.pattern}", one
        else:
            yield from patterns(one, f"{front}{one.pattern}")


def test_every_page_states_the_right_it_needs():
    without = [
        route
        for route, one in patterns()
        if right_of(one.callback) is None and not route.startswith(MACHINE)
    ]
    assert without == []


def test_every_page_has_a_name():
    nameless = [
        route for route, one in patterns() if not one.name and not route.startswith(MACHINE)
    ]
    assert nameless == []


def test_no_page_of_a_library_is_mounted_by_the_way():
    others = {one.callback.__module__ for route, one in patterns() if not route.startswith(MACHINE)}
    assert [module for module in others if not module.startswith("xiezhi_desk.")] == []


def test_every_template_a_view_names_is_there():
    named = {
        node.value
        for path in DESK.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+/[\w/]+\.html", node.value)
    }
    assert len(named) > 10
    for name in sorted(named):
        get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_compiles_with_all_it_includes(path):
    get_template(str(path.relative_to(next(p for p in path.parents if p.name == "templates"))))
    text = path.read_text("utf8")
    for name in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', text):
        get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_script_or_style_of_its_own(path):
    text = path.read_text("utf8")
    events = r"\son(?:click|change|load|error|submit|input|focus|blur|mouse\w*|key\w*|drag\w*)="
    assert re.findall(rf"\sstyle=|{events}|javascript:|<style", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []


def test_a_template_includes_its_own_rooms_parts_or_the_shared_ones():
    strangers = []
    for path in TEMPLATES:
        room = path.relative_to(DESK).parts[0]
        for name in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', path.read_text("utf8")):
            if name.split("/")[0] not in {room, "ui"}:
                strangers.append(f"{path.name}: {name}")
    assert strangers == []


def test_a_field_of_a_day_gives_back_the_day_it_was_given():
    plain = [
        str(path.relative_to(DESK))
        for path in DESK.rglob("*.py")
        for call in re.findall(r"DateInput\([^)]*\)?", path.read_text("utf8"))
        if "%Y-%m-%d" not in call
    ]
    assert plain == [], 'a browser\'s date field knows ISO only: DateInput(format="%Y-%m-%d", …)'


def test_no_record_points_to_a_floor_above():
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("xiezhi_desk."):
            continue
        for field in model._meta.get_fields():
            other = getattr(field, "remote_field", None) and field.related_model
            if not field.concrete or other is None or other._meta.app_label not in FLOORS:
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if FLOORS.index(there) > FLOORS.index(here):
                upward.append((model._meta.label, field.name))
    assert set(upward) == UPWARD


def test_every_variable_has_its_paragraph():
    manual = (ROOT / "docs/desk.md").read_text("utf8")
    assert [name for name in VARIABLES if f"`{name}`" not in manual] == []


def test_no_variable_is_read_in_secret():
    read = {
        name
        for path in DESK.rglob("*.py")
        for name in re.findall(r"XIEZHI_DESK_[A-Z_]+[A-Z]", path.read_text("utf8"))
    }
    assert read - set(VARIABLES) == set()
