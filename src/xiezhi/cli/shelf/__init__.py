"""``xiezhi shelf``: agencies' data; a sub-verb's own file is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import columns, wrap
from xiezhi.cli.verb import examples, section

__all__ = ["SUBVERBS", "ShelfGroup", "command"]

# By purpose; the name of a sub-verb is the name of its file, its sentences are words/shelf_<name>.
SUBVERBS: dict[str, tuple[str, ...]] = {
    "shelf.load": ("add", "quarantine", "reoffer", "correct"),
    "shelf.look": ("list", "show", "quality", "history", "diff", "log"),
    "shelf.share": (
        "catalogue",
        "request",
        "approve",
        "refuse",
        "grant",
        "revoke",
        "move",
        "authorise",
    ),
    "shelf.back": ("rollback", "renew", "dispose"),
}


class ShelfGroup(click.Group):
    """The verbs of the shelf."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All sub-verbs in the order of the work."""
        return [name for names in SUBVERBS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the file of a sub-verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"xiezhi.cli.shelf.{cmd_name}").command
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the shelf is, its verbs by purpose."""
        parts = [
            f"{say('app.usage')}  xiezhi shelf {say('app.verb')} …",
            wrap(say("shelf.about"), columns(), "  "),
            *(
                section(heading, [(name, say(f"shelf_{name}.brief")) for name in names], 14)
                for heading, names in SUBVERBS.items()
            ),
            examples(say("shelf.examples")),
            wrap(say("shelf.more"), columns(), "  "),
            wrap(say("app.exits"), columns(), "  "),
        ]
        formatter.write("\n\n".join(parts) + "\n")


@click.group("shelf", cls=ShelfGroup, invoke_without_command=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Without a sub-verb: the help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
