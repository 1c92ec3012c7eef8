"""``xiezhi-desk clues_nightly``: what a timer calls every night; safe to call at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from xiezhi_desk.clues.services.nightly import nightly


class Command(BaseCommand):
    """Clues put aside come back, worth and credits are made anew."""

    help = "Wake clues put aside, credit runs seen again, value open clues anew."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it and say what was done."""
        night = nightly(timezone.now())
        self.stdout.write(
            f"{night.back} back, {night.credited} matters credited, {night.valued} clues valued"
        )
