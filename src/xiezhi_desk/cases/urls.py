"""Addresses of outcomes and special actions."""

from django.urls import path

from xiezhi_desk.cases.views import outcomes

app_name = "cases"

urlpatterns = [
    path("", outcomes.matters, name="list"),
    path("import/", outcomes.import_table, name="import"),
    path("import/table.csv", outcomes.empty_table, name="table"),
    path("<str:number>/", outcomes.matter, name="matter"),
    path("<str:number>/<int:key>/", outcomes.change, name="change"),
    path("<str:number>/<int:key>/withdraw/", outcomes.take_back, name="withdraw"),
]
