"""Addresses of runs: jobs, schedules, bundles, trusted offices."""

from __future__ import annotations

from django.urls import path

from xiezhi_desk.runs.views import bundles, jobs, schedules, starting, trusted

app_name = "runs"
urlpatterns = [
    path("", jobs.jobs, name="list"),
    path("start/", starting.start, name="start"),
    path("ready/<slug:model>/", starting.readiness, name="ready"),
    path("ready/<slug:model>/request.docx", starting.letters, name="letters"),
    path("jobs/<str:number>/", jobs.job_page, name="job"),
    path("jobs/<str:number>/state.json", jobs.job_state, name="job_state"),
    path("jobs/<str:number>/cancel/", jobs.cancel, name="cancel"),
    path("jobs/<str:number>/again/", jobs.again, name="again"),
    path("schedules/", schedules.schedules, name="schedules"),
    path("schedules/new/", schedules.new, name="schedule_new"),
    path("schedules/<str:number>/", schedules.change, name="schedule"),
    path("schedules/<str:number>/switch/", schedules.switch, name="schedule_switch"),
    path("schedules/<str:number>/remove/", schedules.remove, name="schedule_remove"),
    path("bundles/", bundles.bundles, name="bundles"),
    path("bundles/import/", bundles.hand_in, name="import"),
    path("bundles/<str:number>/", bundles.bundle_page, name="bundle"),
    path("bundles/<str:number>/verify/", bundles.verify, name="verify"),
    path("trusted/", trusted.trusted, name="trusted"),
    path("trusted/<int:pk>/", trusted.switch, name="trust_switch"),
]
