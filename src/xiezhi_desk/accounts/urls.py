"""Addresses of signing in, one's own account, and the administrators' pages."""

from django.urls import path

from xiezhi_desk.accounts.views import coming, offices, own, people, security, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/second/", signing.second, name="second"),
    path("sign-in/with/<slug:provider>/", coming.openid_ask, name="openid"),
    path("sign-in/with/<slug:provider>/back/", coming.openid_back, name="openid_back"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("language/", signing.language, name="language"),
    path("invited/<str:token>/", coming.invited, name="invited"),
    path("held/<str:number>/", coming.held, name="held"),
    path("profile/", own.profile, name="profile"),
    path("profile/password/", own.password, name="password"),
    path("profile/second-step/", own.second_step_page, name="second_step"),
    path("profile/recovery/", own.recovery, name="recovery"),
    path("profile/sessions/<str:number>/end/", own.end_session, name="end_session"),
    path("people/", people.people_page, name="people"),
    path("people/new/", people.add_person, name="add_person"),
    path("people/import/", people.import_people, name="import_people"),
    path("people/links/", people.links, name="links"),
    path("people/<str:number>/", people.person_page, name="person"),
    path("people/<str:number>/link/", people.new_link, name="new_link"),
    path("people/<str:number>/disable/", people.disable, name="disable"),
    path("people/<str:number>/enable/", people.enable, name="enable"),
    path("people/<str:number>/hand-over/", people.hand_over, name="hand_over"),
    path("offices/", offices.offices_page, name="offices"),
    path("offices/new/", offices.add_office, name="add_office"),
    path("offices/<slug:code>/", offices.office_page, name="office"),
    path("offices/<slug:code>/remove/", offices.remove_office, name="remove_office"),
    path("offices/<slug:code>/departments/", offices.add_department, name="add_department"),
    path("offices/<slug:code>/departments/<int:pk>/", offices.department, name="department"),
    path(
        "offices/<slug:code>/departments/<int:pk>/remove/",
        offices.remove_department,
        name="remove_department",
    ),
    path("security/", security.security, name="security"),
    path("security/unlock/<int:attempt>/", security.unlock, name="unlock"),
    path("security/duties/", security.duties_page, name="duties"),
    path("security/duties/<str:number>/", security.holder, name="holder"),
    path("security/duties/<str:number>/<int:pk>/end/", security.end_duty, name="end_duty"),
    path("security/duties/<str:number>/sessions/", security.end_sessions, name="end_sessions"),
    path(
        "security/duties/<str:number>/second-step/",
        security.remove_second_step,
        name="remove_second_step",
    ),
    path("help/access/", own.access_help, name="help_access"),
]
