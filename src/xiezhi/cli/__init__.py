"""The command line: one file a verb; only this room reads the clock and the terminal."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run ``xiezhi``; leaves with one of the documented exit codes."""
    from xiezhi.cli.command import app
    from xiezhi.cli.failure import hush_destructors

    hush_destructors()
    app(prog_name="xiezhi")
