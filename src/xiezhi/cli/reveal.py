"""Seeing names: only by asking, with who and why, and both are written down."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xiezhi.cli.language import say
from xiezhi.cli.verb import flag, option

if TYPE_CHECKING:
    from xiezhi.report.content import Reveal

__all__ = ["asked", "now", "reveal_options"]

F = TypeVar("F", bound=Callable[..., Any])


def now() -> datetime.datetime:
    """The clock, with its zone; only the command line reads it."""
    return datetime.datetime.now().astimezone()


def reveal_options(function: F) -> F:
    """``--reveal --who NAME --why REASON``."""
    for made in (
        option("--why", metavar="REASON", words="reveal.why"),
        option("--who", metavar="NAME", words="reveal.who"),
        flag("--reveal", words="reveal.reveal"),
    ):
        function = made(function)
    return function


def asked(*, reveal: bool, who: str | None, why: str | None) -> Reveal | None:
    """The request to see names, or None when everything stays covered.

    Raises:
        click.UsageError: ``--reveal`` without who or why, or these without ``--reveal``.
    """
    named = [text for text in (who, why) if text and text.strip()]
    if not reveal:
        if who or why:
            raise click.UsageError(say("reveal.without"))
        return None
    if len(named) < 2:
        raise click.UsageError(say("reveal.incomplete"))
    from xiezhi.report.content import Reveal

    return Reveal(named[0].strip(), named[1].strip(), now())
