"""Xiezhi (獬豸): legal supervision that proves every clue."""

__version__ = "0.1.0"
