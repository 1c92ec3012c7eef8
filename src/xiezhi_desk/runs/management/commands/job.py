"""``xiezhi-desk job NUMBER``: work one job now, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from xiezhi_desk.runs.problems import said
from xiezhi_desk.runs.records import Job

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Work one waiting job."""

    requires_system_checks = ()  # the worker that starts it was checked; a job starts at once
    help = "立即处理一个排队的任务 / Work one waiting job now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="任务编号 / the job's number")
        parser.add_argument("--tell-to", type=int, default=None, help="（内部使用 / internal）")

    def handle(self, *_: Any, **options: Any) -> None:
        """Work it; the supervisor's child when ``--tell-to`` is given."""
        number: str = options["number"]
        if options["tell_to"] is not None:
            from xiezhi_desk.runs.work.child import work_here

            work_here(number, options["tell_to"])
            return
        from xiezhi_desk.runs.services.supervising import supervise

        job = Job.objects.filter(number=number).first()
        if job is None:
            message = f"没有任务 {number}。/ There is no job {number}."
            raise CommandError(message)
        if supervise(job.pk) == "skipped":
            message = f"任务 {number} 不在排队。/ Job {number} is not waiting ({job.state})."
            raise CommandError(message)
        job.refresh_from_db()
        self.stdout.write(f"{number}: {job.state}")
        if job.problem:
            told = said(job.problem)
            raise CommandError("\n".join(told[part] for part in ("what", "why", "cure")))
