"""Settings of the suite: a scratch folder, quick password hashes; everything else as in use."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("XIEZHI_DESK_HOME", tempfile.mkdtemp(prefix="xiezhi-desk-"))

from xiezhi_desk.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = (
    True  # a file is looked for when asked for, not all of them for each client
)
STATIC_ROOT.mkdir(exist_ok=True)
