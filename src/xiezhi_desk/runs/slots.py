"""What higher rooms hang in here: who works a kind of job, who takes a bundle in.

An app fills its part in ``AppConfig.ready()``; this room never imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.library.bundles import OpenBundle
    from xiezhi_desk.runs.records import Bundle, Job
    from xiezhi_desk.runs.states import JobKind

__all__ = [
    "Cancelled",
    "Handler",
    "JobPart",
    "Stopped",
    "Tell",
    "bundle_received",
    "handlers",
    "job_parts",
    "nightly",
]


class Stopped(Exception):  # noqa: N818  (no error: somebody wished it)
    """A handler raises it when ``cancelled()`` said yes and it has left everything tidy."""


class Tell(Protocol):
    """Says how far a job is. Cheap: call it as often as you like."""

    def __call__(self, part: float | None, zh: str = "", en: str = "") -> None:
        """Say it.

        Args:
            part: 0 to 1; None when nobody can say.
            zh: What is being done now, without a person's data.
            en: The same in English.
        """


Cancelled = Callable[[], bool]
"""Whether somebody asked for the end; a handler asks it between steps."""

Handler = Callable[["Job", Tell, Cancelled], dict[str, Any]]
"""Works a job in a process of its own and returns what came of it (JSON)."""

handlers: dict[JobKind, Handler] = {}
"""By kind. Fill in ``ready()``: ``slots.handlers[JobKind.LOAD] = load``."""

bundle_received: list[Callable[[Bundle, OpenBundle], None]] = []
"""Called in the transaction that receives a bundle; an error undoes all of it."""


class JobPart(NamedTuple):
    """A part of a job's page that a room above makes.

    Attributes:
        template: What shows it.
        values: ``(access, job)`` → what the template is given, few queries.
    """

    template: str
    values: Callable[[PersonAccess, Job], dict[str, Any]]


job_parts: list[JobPart] = []
"""In the order they are shown, once the job has ended."""

disposed: list[Callable[[Bundle], dict[str, int]]] = []
"""Called for each bundle of the store that lost rows to a disposal: blank what is kept of them.

Gives what was blanked by kind; may be called again, and blanks nothing the second time.
"""

nightly: list[Callable[[datetime], object]] = []
"""Called by the worker once a night (from three o'clock in Beijing); may be called again."""
