"""Loading a model: strict, everything that is wrong said at once, each with its place and cure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.compile import VERBS, verb_named
from xiezhi.model.reading import Reading
from xiezhi.model.spec import (
    Affected,
    Ask,
    ClueSpec,
    Covers,
    Exclusion,
    Input,
    KeyParts,
    LawEntry,
    Model,
    Need,
    Organ,
    Parameter,
    Supersedes,
)
from xiezhi.model.unfold_sql import unfold_sql
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import shown_path
from xiezhi.rulebook.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi.model.spec import ParameterValue
    from xiezhi.model.step import Step

__all__ = ["ModelError", "load_model", "parse_model"]

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_LINES = ("criminal", "civil", "administrative", "public_interest")
_GRADES = ("certain", "suspicious", "indicative")
_SENSITIVITIES = ("public", "personal", "sensitive_personal")
_STATUSES = ("experimental", "tested", "verified", "retired")
_ROLES = ("basis", "procedure", "exception", "remedy", "definition")
_UNITS = {"days": "days", "workdays": "workdays", "months": "months"}


class ModelError(XiezhiError):
    """A model is refused; carries every problem found."""


def load_model(folder: Path) -> Model:
    """Read ``folder/model.yaml``; its form only, see ``check_model`` for its sense.

    Raises:
        YamlError: The file is missing or not strict YAML.
        ModelError: Fields are missing, unknown or of the wrong kind.
    """
    path = folder / "model.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            Problem(
                what="The model cannot be opened.",
                where=shown_path(path),
                why=getattr(error, "strerror", None) or str(error),
                cure="A model is a folder with model.yaml (UTF-8), cases.yaml and notes.md.",
                code="model-unreadable",
            )
        ) from error
    return parse_model(text, shown_path(path), folder=str(folder))


def parse_model(text: str, file: str = "model.yaml", folder: str = "") -> Model:
    """Read a model from text.

    Raises:
        YamlError: Not strict YAML.
        ModelError: Fields are missing, unknown or of the wrong kind.
    """
    problems: list[Problem] = []
    form = Form(parse_yaml(text, file), problems)
    reading = Reading(problems, text.splitlines())
    model = _model(form, reading, text, folder)
    if problems:
        raise ModelError(*problems)
    return model


def _model(form: Form, reading: Reading, text: str, folder: str) -> Model:
    parameters = tuple(_parameter(name, item) for name, item in form.children("parameters"))
    reading.units.update(
        {item.name: cast("Any", _UNITS[item.type]) for item in parameters if item.type in _UNITS}
    )
    model = Model(
        id=form.text("model"),
        version=form.text("version"),
        title=form.title(),
        line=cast("Any", form.choice("line", _LINES)),
        point=form.title("point"),
        supervises=_organ(form),
        law=_law(form),
        remedy=_remedy(form),
        grade=cast("Any", form.choice("grade", _GRADES)),
        sensitivity=cast("Any", form.choice("sensitivity", _SENSITIVITIES)),
        purpose=form.text("purpose"),
        status=cast("Any", form.choice("status", _STATUSES)),
        inputs=tuple(_input(name, item) for name, item in form.children("inputs")),
        parameters=parameters,
        steps=_steps(form, reading),
        exclude=_exclusions(form, reading),
        clue=_clue(form, reading),
        extension_points=form.texts("extension_points"),
        supersedes=_supersedes(form),
        at=form.place,
        folder=folder,
        source=text,
    )
    form.done()
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", model.id):
        form.refuse(
            form.place_of("model"),
            f"{model.id!r} is no name for a model.",
            cure="Use small letters, digits and hyphens.",
            code="name-form",
        )
    if not re.fullmatch(r"\d+\.\d+\.\d+", model.version):
        form.refuse(
            form.place_of("version"),
            f"{model.version!r} is no version.",
            cure="Write three numbers: 1.0.0.",
            code="model-version",
        )
    return model


def _organ(form: Form) -> Organ:
    inner = form.child("supervises")
    if inner is None:
        form.refuse(form.place, "The field 'supervises' is missing.", code="form-missing-field")
        return Organ(Title("", ""), Title("", ""))
    organ = inner.child("organ")
    if organ is None:
        inner.refuse(inner.place, "The field 'organ' is missing.", code="form-missing-field")
        return Organ(Title("", ""), Title("", ""))
    found = Organ(
        Title(organ.text("zh"), organ.text("en")),
        inner.title("duty"),
        organ.text("from", "") or None,
    )
    organ.done()
    inner.done()
    return found


def _law(form: Form) -> tuple[LawEntry, ...]:
    found: list[LawEntry] = []
    for item in form.rows("law"):
        found.append(LawEntry(item.text("cite"), item.choice("role", _ROLES), item.place))
        item.done()
    if not found:
        form.refuse(
            form.place_of("law"),
            "A model names the law it rests on.",
            cure="law: [{cite: …, role: basis}]",
            code="model-law",
        )
    return tuple(found)


def _remedy(form: Form) -> tuple[str, ...]:
    found = form.texts("remedy")
    if not found:
        form.refuse(
            form.place_of("remedy"),
            "A model names the remedy that may follow.",
            cure="remedy: [纠正意见, 检察建议]",
            code="form-missing-field",
        )
    return found


def _input(name: str, form: Form) -> Input:
    covers: Covers | None = None
    inner = form.child("covers")
    if inner is not None:
        covers = Covers(
            cast("Any", inner.choice("need", ("complete", "sample"))), inner.text("by", "") or None
        )
        inner.done()
    needs = tuple(_needs(form))
    found = Input(name, form.text("table"), form.texts("columns"), covers, form.place, needs)
    form.done()
    _check_name(name, form)
    if len(set(found.columns)) < len(found.columns):
        form.refuse(form.place_of("columns"), "A column stands twice.", code="name-twice")
    return found


def _needs(form: Form) -> Iterator[Need]:
    inner = form.child("needs")
    if inner is None:
        return
    for check in ("completeness", "validity"):
        columns = inner.child(check)
        if columns is None:
            continue
        for column in columns.names():
            least = columns.decimal(column)
            place = columns.place_of(column)
            yield Need(cast("Any", check), column, Decimal(0) if least is None else least, place)
        columns.done()
    inner.done()


def _parameter(name: str, form: Form) -> Parameter:
    found = Parameter(
        name=name,
        type=form.text("type"),
        default=_value(form, "default"),
        title=form.title(),
        at=form.place,
        least=_value(form, "least"),
        most=_value(form, "most"),
    )
    form.done()
    _check_name(name, form)
    if not form.has("default"):
        form.refuse(form.place, f"The parameter {name} has no default.", code="form-missing-field")
    return found


def _value(form: Form, key: str) -> ParameterValue:
    node = form.node(key)
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.value
    form.refuse(node.place, f"{key} is a single value.", code="form-kind")
    return None


def _steps(form: Form, reading: Reading) -> tuple[tuple[str, Step], ...]:
    found: list[tuple[str, Step]] = []
    for name, item in form.children("steps"):
        _check_name(name, item)
        found += _step(name, item, reading)
    if not found and not form.has("steps"):
        form.refuse(form.place, "The field 'steps' is missing.", code="form-missing-field")
    return tuple(found)


def _step(name: str, form: Form, reading: Reading) -> list[tuple[str, Step]]:
    words = form.names()
    if len(words) != 1:
        form.refuse(
            form.place,
            f"The step {name} has {len(words)} verbs.",
            why="a step is one verb: " + ", ".join(VERBS),
            code="step-verbs",
        )
        return []
    if words[0] == "sql":
        return unfold_sql(name, reading.expr(form, "sql"), form)
    verb = verb_named(words[0])
    inner = form.child(words[0])
    if verb is None or inner is None:
        form.refuse(
            form.place,
            f"There is no verb {words[0]!r}.",
            why="verbs: " + ", ".join((*VERBS, "sql")),
            code="step-verb",
        )
        return []
    step: Step = verb.read(inner, reading)
    inner.done()
    return [(name, step)]


def _exclusions(form: Form, reading: Reading) -> tuple[Exclusion, ...]:
    found: list[Exclusion] = []
    for item in form.rows("exclude"):
        found.append(
            Exclusion(
                id=item.text("id"),
                title=item.title(),
                step=item.text("step"),
                where=reading.expr(item, "where"),
                at=item.place,
            )
        )
        item.done()
    return tuple(found)


def _clue(form: Form, reading: Reading) -> ClueSpec:
    inner = form.child("clue")
    if inner is None:
        form.refuse(form.place, "The field 'clue' is missing.", code="form-missing-field")
        return _no_clue(form)
    found = ClueSpec(
        from_=inner.text("from"),
        key=_key(inner),
        affected=_affected(inner),
        amount=reading.maybe(inner, "amount"),
        occurred=reading.maybe(inner, "occurred"),
        expires=reading.maybe(inner, "expires"),
        title=inner.title(),
        unchecked=_titles(inner, "unchecked"),
        checklist=tuple(_ask(item) for item in inner.rows("checklist")),
        at=inner.place,
    )
    inner.done()
    return found


def _no_clue(form: Form) -> ClueSpec:
    empty = Title("", "")
    return ClueSpec("", KeyParts((), None, None), None, None, None, None, empty, (), (), form.place)


def _key(form: Form) -> KeyParts:
    inner = form.child("key")
    if inner is None:
        form.refuse(
            form.place,
            "The field 'key' is missing.",
            why="the key makes a clue the same clue next month",
            cure="key: {subject: […], organ: …, episode: …}",
            code="form-missing-field",
        )
        return KeyParts((), None, None)
    found = KeyParts(
        inner.texts("subject"), inner.text("organ", "") or None, inner.text("episode", "") or None
    )
    inner.done()
    if not found.subject:
        inner.refuse(inner.place, "The key has no subject.", code="form-missing-field")
    return found


def _affected(form: Form) -> Affected | None:
    inner = form.child("affected")
    if inner is None:
        return None
    found = Affected(
        cast("Any", inner.choice("kind", ("person", "unit", "public"))),
        inner.text("name", "") or None,
    )
    inner.done()
    return found


def _titles(form: Form, key: str) -> tuple[Title, ...]:
    found: list[Title] = []
    for item in form.rows(key):
        found.append(Title(item.text("zh"), item.text("en")))
        item.done()
    return tuple(found)


def _ask(form: Form) -> Ask:
    found = Ask(
        form.title("ask"),
        cast("Any", form.choice("kind", ("yes_no", "text", "date", "number"))),
        form.text("excludes_when", "") or None,
    )
    form.done()
    return found


def _supersedes(form: Form) -> Supersedes | None:
    inner = form.child("supersedes")
    if inner is None:
        return None
    node = inner.node("keys")
    pairs: list[tuple[str, str]] = []
    if isinstance(node, Mapping):
        pairs = [(old, getattr(new, "text", "")) for old, new in node.entries.items()]
    elif isinstance(node, Sequence):
        pairs = [(item.text, item.text) for item in node.items if isinstance(item, Scalar)]
    found = Supersedes(inner.text("model"), tuple(pairs))
    inner.done()
    return found


def _check_name(name: str, form: Form) -> None:
    if not _NAME.match(name):
        form.refuse(
            form.place,
            f"{name!r} is no name.",
            cure="Use small letters, digits and underscores, beginning with a letter.",
            code="name-form",
        )
