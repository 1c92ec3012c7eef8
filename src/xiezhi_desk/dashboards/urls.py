"""Addresses of the overviews."""

from django.urls import path

from xiezhi_desk.dashboards.views import pages

app_name = "dashboards"

urlpatterns = [
    path("", pages.home, name="home"),
    path("overview/", pages.overview, name="overview"),
]
