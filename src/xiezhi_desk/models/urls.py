"""Addresses of the models."""

from django.urls import path

from xiezhi_desk.models.views import pages

app_name = "models"

urlpatterns = [
    path("", pages.models, name="list"),
    path("<slug:name>/", pages.model, name="model"),
]
