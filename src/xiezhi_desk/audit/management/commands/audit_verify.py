"""Walk the audit trail and name the first record that does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from xiezhi_desk.audit.forms import anchors_of
from xiezhi_desk.audit.selectors import head
from xiezhi_desk.audit.services import record, verify

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Its words."""

    help = "Walk the audit trail; exit 1 and name the first record that was changed or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            action="append",
            default=[],
            help="a file written by audit-anchor and kept elsewhere; may be given again",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            anchors = [
                link for path in options["anchor"] for link in anchors_of(path.read_text("utf8"))
            ]
        except (OSError, ValueError) as problem:
            message = f"not a file of anchors: {problem}"
            raise CommandError(message, returncode=2) from problem
        broken = verify(anchors)
        record(
            by=None,
            action="audit.verified",
            details={
                "from": 1,
                "to": head().number,
                "anchors": len(anchors),
                "broken": broken.number if broken else None,
            },
            now=timezone.now(),
        )
        if broken:
            raise CommandError(broken.why)
        place = head()
        self.stdout.write(
            f"日志完整 / the trail holds: {place.number}\nSM3 {place.sm3}\nSHA-256 {place.sha256}"
        )
