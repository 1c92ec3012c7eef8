"""Addresses of the clues: fixed words first, a clue's own number last.

One list a subject, so that each is kept by itself; the order below is the order they are tried.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from xiezhi_desk.clues.views import list as listing

app_name = "clues"

# The list, its saved views, the routes of new clues.
FINDING: list[URLPattern] = [
    path("", listing.clues, name="list"),
]

# Moves in bulk, batches, matters, the work list, blind reading.
JUDGING: list[URLPattern] = []

# One clue: its page, notes, attachments, uncovering, exports (``<str:number>/…``: stays last).
PAGE: list[URLPattern] = []

urlpatterns = [*FINDING, *JUDGING, *PAGE]
