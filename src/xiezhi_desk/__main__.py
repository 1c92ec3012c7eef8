"""``xiezhi-desk``: the desk's commands (serve, setup, work, import, backup, …)."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run one of the desk's commands; Django's own are there too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiezhi_desk.settings.base")
    from django.core.management import execute_from_command_line

    words = sys.argv[1:]
    if words and not words[0].startswith("-"):
        words[0] = words[0].replace("-", "_")  # audit-verify is the module audit_verify
    execute_from_command_line(["xiezhi-desk", *words])


if __name__ == "__main__":
    main()
