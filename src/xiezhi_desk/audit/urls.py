"""Addresses of the audit administrator's pages."""

from django.urls import path

from xiezhi_desk.audit.views import copy, trail

app_name = "audit"
urlpatterns = [
    path("", trail.trail, name="trail"),
    path("verify/", trail.prove, name="verify"),
    path("copy/", copy.trace, name="copy"),
    path("export/", trail.export, name="export"),
]
