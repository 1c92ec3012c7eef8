"""A passphrase: from a file, from the environment, or typed unseen; never an argument."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VARIABLE", "asked"]

VARIABLE = "XIEZHI_PASSPHRASE"


def asked(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase; arguments of a command are seen by everyone on the machine.

    Args:
        file: Its first line is the passphrase; None looks into the environment, then asks.
        confirm: Have it typed twice.

    Raises:
        XiezhiError: The file cannot be read.
    """
    if file is not None:
        try:
            lines = file.read_text("utf8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise XiezhiError(
                Problem(
                    what="The file of the passphrase cannot be read.",
                    where=str(file),
                    why=str(error),
                    cure="Name a text file whose first line is the passphrase.",
                    code="passphrase-file",
                )
            ) from error
        return lines[0] if lines else ""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    typed: str = click.prompt(say("seal.prompt"), hide_input=True, confirmation_prompt=confirm)
    return typed
