"""Addresses of the shelf."""

from django.urls import path

from xiezhi_desk.shelf.views import asking, catalogue, disposing, mending, uploading

app_name = "shelf"

urlpatterns = [
    path("", catalogue.tables, name="list"),
    path("catalogue.csv", catalogue.catalogue_file, name="catalogue"),
    path("uses.csv", catalogue.uses_file, name="uses-file"),
    path("uses/", catalogue.uses, name="uses"),
    path("upload/", uploading.upload, name="upload"),
    path("uploads/", uploading.handed, name="uploads"),
    path("uploads/<str:number>/", uploading.choose, name="choose"),
    path("uploads/<str:number>/drop/", uploading.forget, name="drop"),
    path("uploads/<str:number>/look/", uploading.look, name="look"),
    path("uploads/<str:number>/<slug:table>/", uploading.confirm_mapping, name="confirm"),
    path("quarantine/<int:batch>/", mending.refused, name="quarantine"),
    path("quarantine/<int:batch>/list.xlsx", mending.refused_file, name="refused-file"),
    path("quarantine/<int:batch>/again/", mending.again, name="reoffer"),
    path("disposals/", disposing.disposals, name="disposals"),
    path("disposals/ask/", disposing.ask, name="disposal-ask"),
    path("disposals/<str:number>/<slug:name>/", disposing.decide, name="disposal-decide"),
    path("requests/", asking.requests, name="requests"),
    path("requests/new/", asking.ask, name="ask"),
    path("requests/<str:number>/", asking.request_page, name="request"),
    path("<slug:table>/", catalogue.table, name="table"),
]
