"""Addresses of outcomes and special actions."""

from django.urls import path

from xiezhi_desk.cases.views import actions, outcomes

app_name = "cases"

urlpatterns = [
    path("", outcomes.matters, name="list"),
    path("import/", outcomes.import_table, name="import"),
    path("import/table.csv", outcomes.empty_table, name="table"),
    path("actions/", actions.action_list, name="actions"),
    path("actions/new/", actions.new, name="action-new"),
    path("actions/<str:number>/", actions.action, name="action"),
    path("actions/<str:number>/targets/", actions.targets, name="action-targets"),
    path("actions/<str:number>/bulletin.docx", actions.bulletin_file, name="bulletin"),
    path("actions/<str:number>/end/", actions.end, name="action-end"),
    path("<str:number>/", outcomes.matter, name="matter"),
    path("<str:number>/<int:key>/", outcomes.change, name="change"),
    path("<str:number>/<int:key>/withdraw/", outcomes.take_back, name="withdraw"),
]
