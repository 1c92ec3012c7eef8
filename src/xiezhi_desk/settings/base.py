"""Settings of the desk. What an office may want to change comes from variables: see ``place``."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from xiezhi_desk.settings.place import (
    arriving,
    database,
    flag,
    home,
    listed,
    mebibytes,
    secret,
    watched,
)

PACKAGE = Path(__file__).parents[1]
HOME = home()

SECRET_KEY = secret(HOME)
DEBUG = False
ALLOWED_HOSTS = listed("XIEZHI_DESK_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = flag("XIEZHI_DESK_HTTPS")

INSTALLED_APPS = [
    "xiezhi_desk.ui.apps.Ui",
    "xiezhi_desk.audit.apps.Audit",
    "xiezhi_desk.accounts.apps.Accounts",
    "xiezhi_desk.runs.apps.Runs",
    "xiezhi_desk.shelf.apps.ShelfPages",
    "xiezhi_desk.models.apps.ModelPages",
    "xiezhi_desk.clues.apps.Clues",
    "xiezhi_desk.cases.apps.Cases",
    "xiezhi_desk.dashboards.apps.Dashboards",
    "xiezhi_desk.api.apps.Api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xiezhi_desk.ui.middleware.BareHeads",
    "xiezhi_desk.ui.middleware.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "xiezhi_desk.runs.middleware.UploadLimit",
    "xiezhi_desk.runs.middleware.BusyDatabase",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xiezhi_desk.accounts.middleware.AccessMiddleware",
    "xiezhi_desk.runs.middleware.StrangersUpload",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "xiezhi_desk.urls"
WSGI_APPLICATION = "xiezhi_desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["xiezhi_desk.ui.templatetags.desk"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xiezhi_desk.ui.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database(HOME)}
AUTH_USER_MODEL = "accounts.Person"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+[.-][0-9A-Za-z_-]{8,}\.\w+$"
"""Files of the front end carry a digest in their name: browsers keep them for ever."""
STATICFILES_DIRS = (
    [("dist", PACKAGE / "static" / "dist")] if (PACKAGE / "static" / "dist").is_dir() else []
)
MEDIA_ROOT = HOME / "files"
BUNDLES = HOME / "bundles"
WORKSPACE = HOME / "workspace"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = arriving(HOME)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
UPLOAD_LIMIT = mebibytes("XIEZHI_DESK_UPLOAD_LIMIT", 512)
"""Bytes of one table or bundle; a larger one is refused before it is read."""
REQUEST_LIMIT = min(UPLOAD_LIMIT, 100 * 1024 * 1024)
"""Bytes of any other request: an attachment, an annex, a form."""
LARGE_UPLOADS = ("/shelf/upload/", "/runs/bundles/import/", "/api/v1/bundles")
"""Where ``UPLOAD_LIMIT`` holds: what comes there is written to the disk piece by piece."""
UNPACK_LIMIT = 4 * 1024 * 1024 * 1024
"""Bytes an uploaded zip may come to when unpacked."""
WATCH = watched()
JOB_GRACE_SECONDS = 10.0
"""Between the wish that a job ends and its end by force."""

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

from xiezhi_desk.settings.signing_in import *  # noqa: E402, F403  (its own page: passwords, lock-out, OIDC)
