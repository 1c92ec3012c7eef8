"""An office's own adjustments: parameters, exclusions, suppressions, pinned to a version range."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.judgement import Judgement, judgement_problems, read_judgement
from xiezhi.model.reading import Reading
from xiezhi.model.spec import Exclusion
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import shown_path
from xiezhi.rulebook.yaml_nodes import Mapping, Place, Scalar, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.model.spec import Model, ParameterValue

__all__ = ["AdjustError", "Adjustments", "Suppression", "adjust", "load_adjustments"]

_BOUND = re.compile(r"(>=|<=|<|>|=)?(\d+)\.(\d+)\.(\d+)\Z")


class AdjustError(XiezhiError):
    """Adjustments that cannot be applied; nothing of them is ignored silently."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A clue the office does not want to see again until a day.

    Attributes:
        key: Clue column → value as written; all must be equal.
        until: Last day on which it holds, compared with the as-of date.
    """

    key: tuple[tuple[str, str], ...]
    reason: Title
    until: datetime.date
    at: Place = field(compare=False)

    def holds(self, as_of: datetime.date | None) -> bool:
        """Whether it has not expired."""
        return as_of is None or as_of <= self.until


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What an office changes about one model."""

    model: str
    versions: str
    parameters: tuple[tuple[str, ParameterValue], ...]
    exclude: tuple[Exclusion, ...]
    suppress: tuple[Suppression, ...]
    judge: tuple[Judgement, ...]
    at: Place = field(compare=False)


def load_adjustments(path: Path) -> Adjustments:
    """Read an office's file for one model.

    Raises:
        YamlError: It is missing or not strict YAML.
        AdjustError: Its form is wrong; every problem at once.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AdjustError(
            Problem(what="The adjustments cannot be opened.", where=shown_path(path),
                    why=str(error), code="adjust-unreadable")
        ) from error  # fmt: skip
    return parse_adjustments(text, shown_path(path))


def parse_adjustments(text: str, file: str = "adjustments.yaml") -> Adjustments:
    """Read adjustments from text; see ``load_adjustments``."""
    problems: list[Problem] = []
    form = Form(parse_yaml(text, file), problems)
    reading = Reading(problems, text.splitlines())
    found = Adjustments(
        model=form.text("model"),
        versions=form.text("versions"),
        parameters=_parameters(form),
        exclude=_exclusions(form, reading),
        suppress=tuple(_suppression(item) for item in form.rows("suppress")),
        judge=tuple(read_judgement(item) for item in form.rows("judge")),
        at=form.place,
    )
    form.done()
    if not _range(found.versions):
        form.refuse(form.place_of("versions"), f"{found.versions!r} is no range of versions.",
                    cure='Write ">=1.0.0 <2.0.0".', code="adjust-versions")  # fmt: skip
    if problems:
        raise AdjustError(*problems)
    return found


def _parameters(form: Form) -> tuple[tuple[str, ParameterValue], ...]:
    inner = form.child("parameters")
    if inner is None:
        return ()
    found: list[tuple[str, ParameterValue]] = []
    for name in inner.names():
        node = inner.node(name)
        found.append((name, node.value if isinstance(node, Scalar) else None))
    return tuple(found)


def _exclusions(form: Form, reading: Reading) -> tuple[Exclusion, ...]:
    found: list[Exclusion] = []
    for item in form.rows("exclude"):
        found.append(
            Exclusion(item.text("id"), item.title(), item.text("step"),
                      reading.expr(item, "where"), item.place)
        )  # fmt: skip
        item.done()
    return tuple(found)


def _suppression(form: Form) -> Suppression:
    node = form.node("key")
    key: tuple[tuple[str, str], ...] = ()
    if isinstance(node, Mapping):
        key = tuple(
            (name, value.text) for name, value in node.entries.items() if isinstance(value, Scalar)
        )
    if not key:
        form.refuse(form.place, "A suppression names the clue's key.",
                    cure="key: {case_number: …}", code="adjust-key")  # fmt: skip
    until = form.date("until")
    if until is None:
        form.refuse(form.place, "A suppression has a last day.", cure="until: 2032-01-31",
                    code="adjust-until")  # fmt: skip
    found = Suppression(key, form.title("reason"), until or datetime.date.min, form.place)
    form.done()
    return found


def adjust(
    model: Model, adjustments: Adjustments
) -> tuple[Model, dict[str, ParameterValue], tuple[Suppression, ...]]:
    """The model with the office's exclusions, its parameters, its suppressions.

    Raises:
        AdjustError: They were made for another model or version, name an unknown parameter, a step
            that is no extension point, or a column that is no part of the clue's key.
    """
    problems: list[Problem] = []
    where = str(adjustments.at)
    if adjustments.model != model.id:
        problems.append(
            Problem(what=f"These adjustments are for {adjustments.model}, not {model.id}.",
                    where=where, code="adjust-model")
        )  # fmt: skip
    elif not _matches(model.version, adjustments.versions):
        problems.append(
            Problem(
                what=f"{model.id} is now {model.version}.",
                where=where,
                why=f"the adjustments were made for {adjustments.versions}",
                cure="Read the model's changes, check that each adjustment still means the same, "
                "then widen versions.",
                code="adjust-version",
            )
        )
    problems += _unknown(model, adjustments)
    if problems:
        raise AdjustError(*problems)
    changed = replace(model, exclude=(*model.exclude, *adjustments.exclude))
    return changed, dict(adjustments.parameters), adjustments.suppress


def _unknown(model: Model, adjustments: Adjustments) -> list[Problem]:
    found: list[Problem] = []
    known = {item.name for item in model.parameters}
    for name, _ in adjustments.parameters:
        if name not in known:
            found.append(
                Problem(what=f"{model.id} has no parameter {name!r}.", where=str(adjustments.at),
                        why="parameters: " + (", ".join(sorted(known)) or "none"),
                        code="adjust-parameter")
            )  # fmt: skip
    ids = {item.id for item in model.exclude}
    for exclusion in adjustments.exclude:
        if exclusion.step not in model.extension_points:
            found.append(
                Problem(what=f"{exclusion.step!r} is no extension point of {model.id}.",
                        where=str(exclusion.at),
                        why="extension points: " + (", ".join(model.extension_points) or "none"),
                        code="adjust-step")
            )  # fmt: skip
        if exclusion.id in ids:
            found.append(
                Problem(what=f"The model has an exclusion {exclusion.id!r} already.",
                        where=str(exclusion.at), cure="Rename yours.", code="adjust-twice")
            )  # fmt: skip
        ids.add(exclusion.id)
    found += judgement_problems(model, adjustments.judge)
    for item in adjustments.suppress:
        for name, _ in item.key:
            if name not in model.clue.key.columns:
                found.append(
                    Problem(what=f"{name!r} is no part of the clue's key.", where=str(item.at),
                            why="key: " + ", ".join(model.clue.key.columns),
                            code="adjust-key")
                )  # fmt: skip
    return found


def _range(text: str) -> list[tuple[str, tuple[int, int, int]]]:
    found: list[tuple[str, tuple[int, int, int]]] = []
    for part in text.split():
        match = _BOUND.match(part)
        if match is None:
            return []
        numbers = (int(match.group(2)), int(match.group(3)), int(match.group(4)))
        found.append((match.group(1) or "=", numbers))
    return found


def _matches(version: str, versions: str) -> bool:
    major, minor, patch = (int(part) for part in version.split("."))
    own = (major, minor, patch)
    tests = {"=": own.__eq__, "<": own.__lt__, "<=": own.__le__, ">": own.__gt__, ">=": own.__ge__}
    return all(tests[sign](bound) for sign, bound in _range(versions))
