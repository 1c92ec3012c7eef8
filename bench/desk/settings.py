"""The desk as in use, and around it a layer that says what each answer took."""

from xiezhi_desk.settings.base import *  # noqa: F403

MIDDLEWARE = ["bench.desk.taking.Taking", *MIDDLEWARE]  # noqa: F405
