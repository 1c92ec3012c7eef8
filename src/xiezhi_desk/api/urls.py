"""Addresses of the machine interface."""

from django.urls import path

from xiezhi_desk.api import views
from xiezhi_desk.api.interface import api

app_name = "api"

urlpatterns = [
    path("v1/", api.urls),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:key>/end/", views.end, name="end-token"),
]
