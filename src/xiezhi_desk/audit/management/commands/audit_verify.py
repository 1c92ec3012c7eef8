"""Walk the audit trail and name the first record that does not hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from xiezhi_desk.audit.chain import Link
from xiezhi_desk.audit.selectors import head
from xiezhi_desk.audit.services import verify

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _anchors(paths: list[Path]) -> list[Link]:
    found = []
    for path in paths:
        for line in path.read_text("utf8").splitlines():
            if line.strip():
                said = json.loads(line)
                found.append(Link(int(said["number"]), said["sm3"], said["sha256"]))
    return found


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
            anchors = _anchors(options["anchor"])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            message = f"not a file of anchors: {problem}"
            raise CommandError(message, returncode=2) from problem
        broken = verify(anchors)
        if broken:
            raise CommandError(broken.why)
        place = head()
        self.stdout.write(
            f"日志完整 / the trail holds: {place.number}\nSM3 {place.sm3}\nSHA-256 {place.sha256}"
        )
