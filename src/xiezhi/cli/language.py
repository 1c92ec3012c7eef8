"""Which language the person reads, and every sentence of the command line in it."""

from __future__ import annotations

import itertools
import locale
import os
from contextvars import ContextVar
from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Language", "choose", "current", "say", "speak"]

Language = Literal["zh", "en"]

_spoken: ContextVar[Language] = ContextVar("spoken", default="en")


def speak(language: Language) -> None:
    """Set the language of everything said from here on."""
    _spoken.set(language)


def current() -> Language:
    """The language being spoken."""
    return _spoken.get()


def choose(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Language:
    """The language asked for by ``--lang``, else by ``XIEZHI_LANG``, else by the locale.

    A locale that is neither Chinese nor set speaks English. An unknown ``--lang`` is left for
    the parser to refuse.
    """
    environment = os.environ if environment is None else environment
    asked = [
        word.removeprefix("--lang=") if word.startswith("--lang=") else following
        for word, following in itertools.pairwise([*arguments, ""])
        if word == "--lang" or word.startswith("--lang=")
    ]
    for word in (*asked[-1:], environment.get("XIEZHI_LANG", "")):
        if word == "zh":
            return "zh"
        if word == "en":
            return "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith(("zh", "chinese")) else "en"
    # Windows sets none of the variables; its own locale name is "Chinese (Simplified)_China".
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def say(key: str, /, **values: object) -> str:
    """The sentence ``key`` (``room.name`` of ``cli/words``) in the spoken language.

    Args:
        key: For instance ``errors.no_such_file``.
        values: What the sentence's ``{names}`` stand for.

    Raises:
        KeyError: The catalogue has no such sentence; a test reads every key of the sources.
    """
    room, _, name = key.partition(".")
    words: Mapping[str, tuple[str, str]] = import_module(f"xiezhi.cli.words.{room}").WORDS
    sentence = words[name][0 if current() == "zh" else 1]
    return sentence.format(**values) if values else sentence
