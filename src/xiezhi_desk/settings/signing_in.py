"""Signing in: passwords, lock-out, sessions, second factor, OpenID Connect."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

__all__ = [
    "ACCOUNT_ADAPTER",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_SIGNUP_FIELDS",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "AXES_CLIENT_IP_CALLABLE",
    "AXES_CLIENT_STR_CALLABLE",
    "AXES_COOLOFF_TIME",
    "AXES_DISABLE_ACCESS_LOG",
    "AXES_FAILURE_LIMIT",
    "AXES_LOCKOUT_CALLABLE",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_RESET_ON_SUCCESS",
    "AXES_VERBOSE",
    "INVITATION_DAYS",
    "LIMITING",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "MFA_ADAPTER",
    "MFA_RECOVERY_CODE_COUNT",
    "MFA_SUPPORTED_TYPES",
    "MFA_TOTP_TOLERANCE",
    "PROXIES",
    "SECOND_FACTOR_FOR",
    "SESSION_COOKIE_AGE",
    "SESSION_ENGINE",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE",
    "SITTINGS_EACH",
    "SITTING_AT_MOST",
    "SOCIALACCOUNT_ADAPTER",
    "SOCIALACCOUNT_AUTO_SIGNUP",
    "SOCIALACCOUNT_PROVIDERS",
    "SOCIALACCOUNT_STORE_TOKENS",
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "xiezhi_desk.accounts.backends.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PROXIES = int(os.environ.get("XIEZHI_DESK_PROXIES", "0") or 0)
LIMITING = True
"""Whether ``accounts.limits`` counts; a load test of one person turns it off."""
INVITATION_DAYS = 7

# Lock-out: five wrong passwords for a name from an address, half an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "xiezhi_desk.audit.address.address_of"
AXES_CLIENT_STR_CALLABLE = "xiezhi_desk.accounts.lockout.nobody"
AXES_LOCKOUT_CALLABLE = "xiezhi_desk.accounts.views.signing.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Sessions: half an hour idle, eight hours at most, three at once.
SESSION_ENGINE = "xiezhi_desk.accounts.sittings"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SITTING_AT_MOST = 8 * 60 * 60
SITTINGS_EACH = 3

# Second step: who must have it; a demonstration on one machine may do without.
SECOND_FACTOR_FOR = tuple(
    word
    for word in os.environ.get(
        "XIEZHI_DESK_SECOND_FACTOR", "chief,system_admin,security_admin,audit_admin"
    ).split(",")
    if word and word != "none"
)
MFA_ADAPTER = "xiezhi_desk.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off; each code counts once anyway

# allauth is used for the second step and OpenID Connect only; none of its pages is mounted.
ACCOUNT_ADAPTER = "xiezhi_desk.accounts.adapters.NoSignUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "xiezhi_desk.accounts.adapters.OpenIdAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False


def _providers() -> list[dict[str, object]]:
    file = os.environ.get("XIEZHI_DESK_OIDC", "")
    if not file:
        return []
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {
                "server_url": one["server_url"],
                "oauth_pkce_enabled": True,
                "match": one.get("match", "username"),
            },
        }
        for one in json.loads(Path(file).read_text("utf8"))
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _providers()}}
