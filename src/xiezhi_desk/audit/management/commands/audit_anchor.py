"""Write the last place of the audit trail, to be kept where nobody of the desk can change it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from xiezhi_desk.audit.selectors import head

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Its words."""

    help = "Append the trail's last number and hashes to a file (or print them)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="file to append to; printed without it")

    def handle(self, *_: Any, **options: Any) -> None:
        line = json.dumps({**head()._asdict(), "at": timezone.now().isoformat(timespec="seconds")})
        if options["to"] is None:
            self.stdout.write(line)
            return
        with Path(options["to"]).open("a", encoding="utf8") as file:
            file.write(line + "\n")
