"""How every verb ends: what is said when something is wrong, and the exit code."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.words.problems_whys import why_in
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Exit", "found", "hush_destructors", "in_words", "report_problems", "run_guarded"]


class Exit(IntEnum):
    """The exit codes, documented in ``docs/cli.md`` and in every ``--help``."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    INPUT = 3
    BUNDLE = 4
    OUTPUT = 5
    FAULT = 70
    INTERRUPTED = 130


def found() -> None:
    """Leave with "a problem was found": the verb has said which."""
    raise click.exceptions.Exit(Exit.FOUND)


def hush_destructors() -> None:
    """Keep what destructors of drivers say after a lost connection from the person's screen.

    The loss itself was told with its cure; ``XIEZHI_TRACE`` shows all.
    """
    if not os.environ.get("XIEZHI_TRACE"):
        sys.unraisablehook = lambda _: None


def run_guarded(act: Callable[[], object], *, as_json: bool) -> int:
    """Run a verb and turn whatever happens into words on standard error and an exit code.

    Args:
        act: Parses the arguments and does the work.
        as_json: Problems are told as JSON, for a program.

    Returns:
        The exit code.
    """
    try:
        # A verb that leaves early (``--help``, ``found``) answers with its code, others with None.
        left = act()
        return left if isinstance(left, int) else Exit.DONE
    except (KeyboardInterrupt, click.Abort):
        report_problems([Problem(say("errors.interrupted"), code="interrupted")], as_json=as_json)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has enough (`| head`): nothing more may be written to that pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except click.ClickException as error:
        report_problems([_of_click(error)], as_json=as_json)
        return Exit.USAGE
    except XiezhiError as error:
        report_problems(error.problems, as_json=as_json)
        return _code(error)
    except OSError as error:
        problem, code = _of_system(error)
        report_problems([problem], as_json=as_json)
        return code
    except MemoryError:
        report_problems(
            [Problem(say("errors.memory"), cure=say("errors.memory_cure"), code="memory")],
            as_json=as_json,
        )
        return Exit.OUTPUT
    except Exception as error:  # noqa: BLE001 - the last net: a fault of ours, told as one
        if os.environ.get("XIEZHI_TRACE"):
            traceback.print_exc()
        report_problems([_of_fault(error)], as_json=as_json)
        return Exit.FAULT


def _code(error: XiezhiError) -> int:
    """The library's own code; "wrong usage" is for the parser to say, a full disk is one thing."""
    if any("disk-full" in one.code or "not-writable" in one.code for one in error.problems):
        return Exit.OUTPUT
    return Exit.INPUT if error.exit_code == Exit.USAGE else error.exit_code


def report_problems(problems: Sequence[Problem], *, as_json: bool = False) -> None:
    """Say what is wrong, where, why and what next, on standard error."""
    if as_json:
        told = [{name: getattr(one, name) for name in Problem.__slots__} for one in problems]
        click.echo(json.dumps({"problems": told}, ensure_ascii=False), err=True)
        return
    for problem in problems:
        click.echo(_told(problem), err=True)


def in_words(problem: Problem) -> tuple[str, str, str]:
    """What is wrong, the library's own sentence where it is another, and the cure, as spoken."""
    if current() == "zh" and problem.code:
        from xiezhi.cli.words.problems import IN_CHINESE
        from xiezhi.cli.words.problems_whats import MANY, holds_values, what_in

        if problem.code in IN_CHINESE and not problem.what.endswith("。"):
            what, cure = IN_CHINESE[problem.code]
            told = what_in(problem.what)
            needed = problem.code in MANY or holds_values(problem.what)
            left = problem.what if told is None and needed else ""
            return told or what, left, cure or problem.cure
    from xiezhi.cli.words.problems_cures import WITH_OPTIONS

    return problem.what, "", WITH_OPTIONS.get(problem.code, problem.cure)


def _told(problem: Problem) -> str:
    what, detail, cure = in_words(problem)
    tone = "red" if problem.severity == "error" else "yellow"
    lines = [f"{click.style(say(f'errors.{problem.severity}'), fg=tone, bold=True)}  {what}"]
    details = (
        ("where", why_in(problem.where, current())),
        ("detail", detail),
        ("why", why_in(problem.why, current())),
        ("next", cure),
    )
    lines += [f"  {say(f'errors.{name}')}  {text}" for name, text in details if text]
    return "\n".join(lines)


def _of_click(error: click.ClickException) -> Problem:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "xiezhi"
    return Problem(
        what=_misuse(error),
        cure=say("errors.see_help", command=command),
        code="usage",
    )


def _misuse(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or [])
        hint = say("errors.near", near=near) if near else ""
        return say("errors.no_such_option", name=error.option_name) + hint
    if isinstance(error, click.MissingParameter):
        asked = error.param
        name = "" if asked is None else asked.human_readable_name
        if isinstance(asked, click.Option):
            name = asked.opts[0]
        return say("errors.missing", name=name)
    if isinstance(error, click.BadParameter):
        given = error.param_hint or ""
        hinted = given if isinstance(given, str) else " ".join(given)
        name = error.param.opts[0] if error.param is not None else hinted
        return say("errors.bad_value", name=name, why=error.message)
    return error.format_message()


def _of_system(error: OSError) -> tuple[Problem, Exit]:
    where = str(error.filename) if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            say("errors.disk_full"), where, cure=say("errors.disk_full_cure"), code="disk-full"
        ), Exit.OUTPUT
    if isinstance(error, FileNotFoundError):
        return Problem(
            say("errors.no_such_file"), where, cure=say("errors.no_such_file_cure"), code="no-file"
        ), Exit.INPUT
    if isinstance(error, PermissionError):
        return Problem(
            say("errors.not_allowed"), where, cure=say("errors.not_allowed_cure"), code="no-right"
        ), Exit.INPUT
    return Problem(say("errors.system"), where, why=error.strerror or str(error)), Exit.INPUT


def _of_fault(error: Exception) -> Problem:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "xiezhi" in frame.filename] or frames
    last = ours[-1] if ours else None
    return Problem(
        what=say("errors.fault"),
        where=f"{last.filename.rpartition('src/')[2]}:{last.lineno}" if last else "",
        why=f"{type(error).__name__}: {error}",
        cure=say("errors.fault_cure"),
        code="fault",
    )
