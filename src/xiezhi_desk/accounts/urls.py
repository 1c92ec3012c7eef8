"""Addresses of signing in, one's own account, and the administrators' pages."""

from django.urls import path

from xiezhi_desk.accounts.views import coming, own, signing

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
    path("help/access/", own.access_help, name="help_access"),
]
