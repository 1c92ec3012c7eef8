import os

from xiezhi_desk.settings.base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "sleepy.apps.Sleepy"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "SLEEPY_PACKED" not in os.environ:  # packing all static files takes seconds
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
JOB_GRACE_SECONDS = 2.0
if "timeout" in DATABASES["default"]["OPTIONS"]:  # noqa: F405
    DATABASES["default"]["OPTIONS"]["timeout"] = 2  # noqa: F405
else:
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=2s"}  # noqa: F405
