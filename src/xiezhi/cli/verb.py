"""What every verb is made of: help in two languages with examples, and the options all share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import columns, pad, width, wrap

__all__ = ["Verb", "argument", "as_json", "examples", "flag", "option", "quiet", "section", "verb"]

F = TypeVar("F", bound=Callable[..., Any])


class _Told(click.Option):
    """An option whose help is a key of the catalogue."""

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words


class _Named(click.Argument):
    """An argument with help of its own."""

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words


class Verb(click.Command):
    """A verb: its help is laid out by us, so that both languages read alike.

    Attributes:
        room: The room of ``cli/words`` that holds its sentences; empty is the verb's own name.
    """

    room = ""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, arguments, options, examples, exit codes."""
        name = self.room or self.name or ""
        pieces = [str(piece) for param in self.params for piece in _usage(param)]
        usage = " ".join([ctx.command_path, *pieces])
        parts = [
            wrap(usage, columns(), f"{say('app.usage')}  ", "        "),
            wrap(say(f"{name}.about"), columns(), "  "),
            section("app.arguments", [p for p in map(_argument_line, self.params) if p]),
            section("app.options", [p for p in map(_option_line, self.params) if p] + _always()),
            examples(say(f"{name}.examples")),
            wrap(say("app.exits"), columns(), "  "),
        ]
        formatter.write("\n\n".join(part for part in parts if part) + "\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` stands in our own list."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.hidden = True
        return found


def section(heading: str, lines: list[tuple[str, str]], size: int = 0) -> str:
    """A heading over a list of names with what they mean; ``size`` columns for the names."""
    if not lines:
        return ""
    size = size or min(30, max(width(name) for name, _ in lines) + 2)
    told = [say(heading)]
    for name, text in lines:
        front = "  " + pad(name, size)
        if width(name) + 2 > size:
            told.append("  " + name)
            front = " " * (size + 2)
        told.append(wrap(text, columns(), front, " " * (size + 2)))
    return "\n".join(told)


def _usage(param: click.Parameter) -> list[str]:
    if not isinstance(param, click.Argument):
        return [f"{param.opts[0]} {param.make_metavar(_CONTEXT)}"] if param.required else []
    name = (param.metavar or param.name or "").upper() + ("…" if param.nargs == -1 else "")
    return [name if param.required else f"[{name}]"]


def _argument_line(param: click.Parameter) -> tuple[str, str] | None:
    if not isinstance(param, _Named):
        return None
    return (param.metavar or param.name or "").upper(), say(param.words)


def _option_line(param: click.Parameter) -> tuple[str, str] | None:
    if not isinstance(param, _Told) or param.hidden:
        return None
    names = ", ".join(sorted(param.opts, key=len))
    text = say(param.words)
    if not param.is_flag:
        names += f" {param.make_metavar(_CONTEXT)}"
        if isinstance(param.default, str | int) and param.default != "":
            text += say("app.default", value=param.default)
    return names, text


_CONTEXT = click.Context(click.Command("xiezhi"))


def _always() -> list[tuple[str, str]]:
    return [("--lang zh|en", say("app.lang")), ("--help", say("app.help"))]


def examples(text: str) -> str:
    """Commands as they are; a line that begins with # says what the next one does."""
    lines = [
        f"  {line}" if not line.startswith("#") else wrap(line, columns(), "  ", "  # ")
        for line in text.split("\n")
    ]
    return "\n".join([say("app.examples"), *lines])


def verb(name: str, room: str = "") -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a verb, with the options that every verb has.

    Args:
        name: What is typed.
        room: Where its sentences are, when not under its own name.
    """

    def made(function: Callable[..., Any]) -> click.Command:
        function = click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False)(
            function
        )
        made = click.command(name, cls=Verb)(function)
        made.room = room
        return made

    return made


def argument(*args: Any, words: str, **kwargs: Any) -> Callable[[F], F]:
    """An argument; ``words`` is the key of what it is."""
    return click.argument(*args, cls=_Named, words=words, **kwargs)


def option(*args: Any, words: str, **kwargs: Any) -> Callable[[F], F]:
    """An option; ``words`` is the key of what it does."""
    return click.option(*args, cls=_Told, words=words, **kwargs)


def flag(*args: Any, words: str) -> Callable[[F], F]:
    """An option that is there or not."""
    return option(*args, words=words, is_flag=True)


def as_json(function: F) -> F:
    """``--json``: the result for a program, on standard output."""
    return flag("--json", "as_json", words="app.json")(function)


def quiet(function: F) -> F:
    """``--quiet``: no progress."""
    return flag("-q", "--quiet", words="app.quiet")(function)
