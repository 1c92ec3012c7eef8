"""``xiezhi-desk dispose``: what waits, asking, and carrying out what two persons agreed to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Person
from xiezhi_desk.runs.management.pending import refuse_pending
from xiezhi_desk.runs.management.saying import refusals, told
from xiezhi_desk.runs.services.supervising import supervise
from xiezhi_desk.runs.states import OPEN
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.shelf.services import disposing
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from xiezhi_desk.runs.records import Job


class Command(BaseCommand):
    """List, ask, agree and carry out, go on."""

    help = (
        "处置数据：不带参数列出申请；--ask 申请；带编号则由第二人同意并立即处置，中断的继续"
        " / Dispose of data: lists what waits; asks; agrees as the second and carries it out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", default="", help="申请编号 / the request's number")
        parser.add_argument("--by", default="", help="经办人账号 / user name of who does it")
        parser.add_argument("--ask", default="", metavar="TABLE", help="申请处置的表 / table to go")
        parser.add_argument(
            "--contract", action="append", default=[], help="只限该合同 / only what came under it"
        )
        parser.add_argument("--reason", default="", help="理由 / why")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do what the words say; what is refused is the command's error."""
        with refusals():
            refuse_pending()
            if options["ask"]:
                self._ask(options)
            elif options["number"]:
                self._carry_out(_named(options["number"]), options["by"])
            else:
                self._list()

    def _list(self) -> None:
        for one in Disposal.objects.select_related("asked_by", "job"):
            if one.state in {Disposal.State.ASKED, Disposal.State.DOING}:
                stands = "中断 / cut off" if one.stopped else one.get_state_display()
                self.stdout.write(f"{one.number}  {one.table}  {one.asked_by.username}  {stands}")

    def _ask(self, options: dict[str, Any]) -> None:
        by, now = _person(options["by"], Right.LOAD_DATA), timezone.now()
        made = disposing.ask(options["ask"], options["contract"], options["reason"], by, now)
        self.stdout.write(made.number)

    def _carry_out(self, asked: Disposal, username: str) -> None:
        if asked.state == Disposal.State.DONE:
            self.stdout.write(f"{asked.number}: {asked.record}")
            return
        by, now = _person(username, Right.APPROVE_DATA), timezone.now()
        if asked.stopped:
            disposing.resume(asked, by, now)
        elif asked.waits:
            disposing.confirm(asked, by, now)
        job = asked.job
        if job is None:
            message = f"{asked.number}: {asked.get_state_display()}"
            raise CommandError(message)
        self._follow(job)
        asked.refresh_from_db()
        if asked.state != Disposal.State.DONE:
            raise CommandError(told(job.problem) if job.problem else str(job.get_state_display()))
        self.stdout.write(f"{asked.number}: {asked.record}")
        for left in asked.left:
            self.stdout.write(f"  未及 / not reached: {left}")

    def _follow(self, job: Job) -> None:
        """Work it here, or wait for the worker that took it first."""
        supervise(job.pk)
        job.refresh_from_db()
        while job.state in OPEN:
            self.stderr.write(f"{job.number}: {job.message} / {job.message_en}")
            time.sleep(1)
            job.refresh_from_db()


def _named(number: str) -> Disposal:
    found = Disposal.objects.select_related("asked_by__office", "job", "decided_by")
    asked = found.filter(number=number).first()
    if asked is None:
        message = f"没有申请 {number} / there is no request {number}"
        raise CommandError(message)
    return asked


def _person(username: str, right: Right) -> Person:
    found = Person.objects.filter(username=username).first()
    if found is None:
        message = "请用 --by 写明经办人账号 / say with --by who does it"
        raise CommandError(message)
    answer = PersonAccess(found).may(right)
    if not answer:
        raise CommandError(answer.reason)
    return found
