"""``xiezhi``: the list of verbs; a verb's own file is loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from xiezhi.cli.failure import run_guarded
from xiezhi.cli.language import choose, say, speak
from xiezhi.cli.layout import columns, wrap
from xiezhi.cli.verb import section

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["VERBS", "App", "app"]

# In the order of the work; the name of a verb is the name of its file.
VERBS = {
    "app.work": ("read", "run", "report", "show"),
    "app.data": ("shelf", "ready"),
    "app.model": ("models", "explain", "check", "test", "sql", "pairs"),
    "app.proof": ("compare", "verify", "seal", "unseal"),
    "app.invented": ("demo", "twin"),
}


class App(click.Group):
    """The command line: two languages, one style of errors, documented exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs in the order of the work."""
        return [name for names in VERBS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the file of a verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"xiezhi.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; an unknown one is answered with the nearest."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = say("errors.near", near=near[0]) if near else ""
            ctx.fail(say("errors.no_such_verb", name=args[0]) + hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the product is, its verbs by purpose, the ways out."""
        parts = [
            f"{say('app.usage')}  xiezhi {say('app.verb')} …",
            wrap(say("app.about"), columns(), "  "),
            *(
                section(heading, [(name, say(f"app.{name}")) for name in names], 14)
                for heading, names in VERBS.items()
            ),
            section(
                "app.options",
                [
                    ("--lang zh|en", say("app.lang")),
                    ("--version", say("app.version")),
                    ("--help", say("app.help")),
                ],
                14,
            ),
            wrap(say("app.more"), columns(), "  "),
            wrap(say("app.exits"), columns(), "  "),
        ]
        formatter.write("\n\n".join(parts) + "\n")

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Choose the language, run, say what was wrong, leave with the exit code."""
        words = list(sys.argv[1:] if args is None else args)
        speak(choose(words))

        def act() -> object:
            return click.Group.main(
                self, words, "xiezhi", complete_var, standalone_mode=False, **extra
            )

        sys.exit(run_guarded(act, as_json="--json" in words))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"xiezhi {version('xiezhi')}")
        ctx.exit()


@click.group(cls=App, invoke_without_command=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version)
@click.pass_context
def app(ctx: click.Context) -> None:
    """Without a verb: the help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
