"""Addresses of the models."""

from django.urls import path

from xiezhi_desk.models.views import checking, pages

app_name = "models"

urlpatterns = [
    path("", pages.models, name="list"),
    path("check/", checking.check, name="check"),
    path("<slug:name>/", pages.model, name="model"),
    path("<slug:name>/folder.zip", checking.folder, name="folder"),
]
