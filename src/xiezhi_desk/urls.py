"""Every address of the desk, by room."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

ROOMS = (
    ("", "dashboards"),
    ("", "accounts"),
    ("audit/", "audit"),
    ("runs/", "runs"),
    ("shelf/", "shelf"),
    ("models/", "models"),
    ("clues/", "clues"),
    ("cases/", "cases"),
    ("api/", "api"),
    ("ui/", "ui"),
)
urlpatterns = [
    path(front, include(f"xiezhi_desk.{room}.urls"))
    for front, room in ROOMS
    if find_spec(f"xiezhi_desk.{room}.urls")
]
