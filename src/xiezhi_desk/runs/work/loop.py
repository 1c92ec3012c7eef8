"""The worker: takes jobs from the queue and keeps house (schedules, watched folder, the dead)."""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from xiezhi_desk.runs import slots, store
from xiezhi_desk.runs.services.reaping import forget, reap, requeue
from xiezhi_desk.runs.services.schedules import run_due
from xiezhi_desk.runs.services.supervising import stopping

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import IO

    from xiezhi_desk.runs.work.watching import Watch

__all__ = ["Desk", "housework"]

log = logging.getLogger("xiezhi_desk.work")
TICK_SECONDS = 5.0
QUEUE_SECONDS = 1.0
NIGHT_HOUR = 3


class Desk:
    """One worker of this process: threads that take jobs, one thread that keeps house.

    Args:
        hands: How many jobs at once.
        watch: Looks into the watched folder; None leaves that out.
    """

    def __init__(self, hands: int = 1, watch: Watch | None = None) -> None:
        self.hands = hands
        self.watch = watch
        self.end = threading.Event()
        self.takers: list[tuple[Worker, threading.Thread]] = []
        self.keeper = threading.Thread(target=self._keep_house, name="xiezhi-house", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        stopping.clear()
        for number in range(self.hands):
            taker = Worker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=QUEUE_SECONDS,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}-{number}",
            )
            thread = threading.Thread(
                target=_take, args=(taker, self.end), name=f"xiezhi-work-{number}", daemon=True
            )
            self.takers.append((taker, thread))
            thread.start()
        self.keeper.start()

    def stop(self, seconds: float = 20.0) -> None:
        """Stop in good order: what runs is asked to end and goes back into the queue."""
        stopping.set()
        self.end.set()
        for taker, _ in self.takers:
            taker.running = False
        until = time.monotonic() + seconds
        for thread in (self.keeper, *(thread for _, thread in self.takers)):
            thread.join(max(0.1, until - time.monotonic()))

    def _keep_house(self) -> None:
        lock: IO[str] | None = None
        while not self.end.wait(TICK_SECONDS if lock else 1.0):
            lock = lock or _only_one()
            if lock is not None:
                housework(timezone.now(), self.watch)
        connections.close_all()


def housework(now: datetime, watch: Watch | None = None) -> None:
    """One round: the dead, the waiting, the due, what lies in the watched folder.

    A round that the database refuses is left out; the next comes in a few seconds.
    """
    close_old_connections()
    rounds: list[Callable[[datetime], object]] = [reap, requeue, run_due, _seldom, _nightly]
    if watch is not None:
        rounds.append(watch.look)
    for one in rounds:
        try:
            one(now)
        except DatabaseError as error:
            log.warning("worker: %s left out this round: %s", one, type(error).__name__)
            close_old_connections()
        except OSError as error:
            log.warning("worker: %s: %s", one, error.strerror)


def _seldom(now: datetime) -> None:
    """Once an hour: what is left over of long ago."""
    if now.minute == 17 and now.second < TICK_SECONDS:
        forget(now)
        store.sweep(now.timestamp() - 48 * 3600)


def _nightly(now: datetime) -> None:
    """Once a night: what the rooms above do then. A file says for which night it was done."""
    local = timezone.localtime(now)
    mark = Path(settings.HOME) / "nightly.done"
    today = local.date().isoformat()
    if local.hour < NIGHT_HOUR or (mark.is_file() and mark.read_text("ascii") == today):
        return
    for one in slots.nightly:
        one(now)
    mark.write_text(today, "ascii")


def _take(taker: Worker, end: threading.Event) -> None:
    """Take jobs until the end; a database that is away for a while does not end it."""
    while not end.is_set():
        try:
            taker.run()
        except DatabaseError as error:
            log.warning("worker: the database does not answer: %s", type(error).__name__)
            close_old_connections()
            end.wait(QUEUE_SECONDS * 3)
    connections.close_all()


def _only_one() -> IO[str] | None:
    """The lock of the one process that keeps house here; the kernel frees it at its death."""
    file = (settings.HOME / "work.lock").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
