"""Pages of the house itself: its parts shown, its keys explained, a sign of life."""

from __future__ import annotations

from django.urls import path

from xiezhi_desk.ui.views import here, showroom

app_name = "ui"
urlpatterns = [
    path("style/", showroom.style, name="style"),
    path("help/", showroom.help_page, name="help"),
    path("here/", here.here, name="here"),
]
