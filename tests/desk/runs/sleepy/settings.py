from xiezhi_desk.settings.base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "sleepy.apps.Sleepy"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
JOB_GRACE_SECONDS = 2.0
