from sleepy.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "later"]  # noqa: F405
