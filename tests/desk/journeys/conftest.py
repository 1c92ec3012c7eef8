"""Stories in a real browser: see ``browser``."""

from browser import chromium, desk

__all__ = ["chromium", "desk"]
