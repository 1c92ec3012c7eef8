"""Addresses of the clues: fixed words first, a clue's own number last.

One list a subject, so that each is kept by itself; the order below is the order they are tried.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from xiezhi_desk.clues.addresses import JUDGING
from xiezhi_desk.clues.views import exports as leaving
from xiezhi_desk.clues.views import keeping, routing, saved
from xiezhi_desk.clues.views import list as listing
from xiezhi_desk.clues.views import page as one

app_name = "clues"

# The list, its saved views, the routes of new clues.
FINDING: list[URLPattern] = [
    path("", listing.clues, name="list"),
    path("views/", saved.saved_views, name="views"),
    path("views/<int:pk>/", saved.change_view, name="view"),
    path("routes/", routing.routes, name="routes"),
    path("routes/<int:pk>/", routing.change_route, name="route"),
]

# What leaves the desk.
LEAVING: list[URLPattern] = [
    path("exports/", leaving.exports, name="exports"),
    path("exports/list/", leaving.ask_list, name="export-list"),
    path("exports/<str:number>/", leaving.export_page, name="export"),
    path("exports/<str:number>/decide/", leaving.decide_export, name="export-decide"),
    path("exports/<str:number>/withdraw/", leaving.withdraw_export, name="export-withdraw"),
    path("exports/<str:number>/file/", leaving.take_export, name="export-take"),
    path("matter/<str:number>/export/", leaving.ask_matter, name="export-matter"),
    path("<str:number>/export/", leaving.ask_clue, name="export-clue"),
]

# One clue: its page, notes, attachments, uncovering (``<str:number>/…``: stays last).
PAGE: list[URLPattern] = [
    path("<str:number>/", one.clue_page, name="clue"),
    path("<str:number>/uncover/", one.uncover_clue, name="uncover"),
    path("<str:number>/printed/", one.print_clue, name="printed"),
    path("<str:number>/cover/", one.cover_clue, name="cover"),
    path("<str:number>/document/<path:doc_id>/", one.document_page, name="document"),
    path("<str:number>/note/", keeping.add_note, name="note"),
    path("<str:number>/note/<int:key>/back/", keeping.take_note_back, name="note-back"),
    path("<str:number>/attach/", keeping.add_attachment, name="attach"),
    path("<str:number>/attachment/<int:key>/", keeping.attachment, name="attachment"),
    path(
        "<str:number>/attachment/<int:key>/back/",
        keeping.take_attachment_back,
        name="attachment-back",
    ),
]

urlpatterns = [*FINDING, *JUDGING, *LEAVING, *PAGE]
