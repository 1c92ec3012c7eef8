"""Models read and checked once: kept in a folder of the user's, found again by their content.

What is kept is read back by an unpickler that makes nothing but the library's own frozen values,
so that a file put there by somebody else can at most be wrong, never run.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import pickle
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from xiezhi.model.analysing import analyse
from xiezhi.model.checking import load_checked
from xiezhi.model.compiled import Compiled, Engine
from xiezhi.model.compiling import compile_model, compile_understood
from xiezhi.model.explain import explain_understood
from xiezhi.model.load import load_model
from xiezhi.model.spec import Model
from xiezhi.rulebook.location import rulebook_folder

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xiezhi.kernel.errors import Problem
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import ParameterValue
    from xiezhi.model.story import Story

__all__ = ["Prepared", "compile_models", "load_models", "prepare_model", "read_models"]

Prepared: TypeAlias = tuple[Compiled, dict[str, str]]
"""A model compiled for DuckDB, and in words by language."""

_ROOMS = frozenset(
    {
        "xiezhi.model.compiled",
        "xiezhi.model.linking",
        "xiezhi.model.spec",
        "xiezhi.model.step",
        "xiezhi.model.story",
        "xiezhi.model.written",
        "xiezhi.rulebook.form",
        "xiezhi.rulebook.yaml_nodes",
        "xiezhi.sql.types",
    }
)
_MOST_KEPT = 2000
"""Files of a cache, some 40 kB each."""
_PLAIN = frozenset({("datetime", "date"), ("decimal", "Decimal")})


def load_models(
    folders: Iterable[Path], rules: Rules, keep_in: Path | None = None
) -> list[tuple[Model, tuple[Story, ...]]]:
    """Models without faults, with their stories, from a cache where nothing changed.

    Args:
        folders: Model folders.
        rules: The rulebook.
        keep_in: Folder of the cache; None reads and checks every model anew.

    Raises:
        ModelError: A model has faults; nothing of it is kept.
    """
    found: list[tuple[Model, tuple[Story, ...]]] = []
    ground = _ground() if keep_in is not None else ""
    with _in_one_go():
        for folder in folders:
            place = None if keep_in is None else keep_in / f"{_key(folder, ground)}.model"
            kept = _kept(place) if place is not None else None
            if not (isinstance(kept, tuple) and len(kept) == 2 and isinstance(kept[0], Model)):
                kept = load_checked(folder, rules)
                if place is not None:
                    _keep(place, kept)
            found.append(kept)
    return found


def read_models(folders: Iterable[Path], keep_in: Path | None = None) -> tuple[Model, ...]:
    """Models as ``load_model`` reads them, unchecked and without stories, from the same cache.

    Raises:
        YamlError, ModelError: A model cannot be read; nothing of it is kept.
    """
    found: list[Model] = []
    ground = _ground() if keep_in is not None else ""
    with _in_one_go():
        for folder in folders:
            place = _place_for(folder, f"{ground}|read", keep_in, "text")
            kept = _kept(place) if place is not None else None
            if not isinstance(kept, Model):
                kept = load_model(folder)
                if place is not None:
                    _keep(place, kept)
            found.append(kept)
    return tuple(found)


def prepare_model(
    model: Model,
    rules: Rules,
    *,
    parameters: Mapping[str, ParameterValue],
    as_of: datetime.date | None = None,
    keep_in: Path | None = None,
) -> Prepared:
    """A model as it was read, compiled with these parameters and told in words; kept when asked.

    Raises:
        CompileError: It has faults, or cannot be compiled as asked; nothing is kept.
    """
    place = None
    if keep_in is not None and model.folder:
        given = json.dumps(dict(parameters), sort_keys=True, ensure_ascii=False)
        said = f"{_ground()}|{as_of}|{given}|{hashlib.sha256(model.source.encode()).hexdigest()}"
        place = _place_for(Path(model.folder), said, keep_in, "ready")
    kept = _kept(place) if place is not None else None
    if isinstance(kept, tuple) and len(kept) == 2 and isinstance(kept[0], Compiled):
        return cast("Prepared", kept)
    problems: list[Problem] = []
    analysis = analyse(model, rules, problems)
    compiled = compile_understood(analysis, problems, parameters=parameters, as_of=as_of)
    made = (compiled, {lang: explain_understood(analysis, lang) for lang in ("zh", "en")})
    if place is not None:
        _keep(place, made)
    return made


def compile_models(
    folders: Iterable[Path],
    rules: Rules,
    *,
    as_of: datetime.date | None = None,
    engine: Engine = "duckdb",
    keep_in: Path | None = None,
) -> list[Compiled]:
    """Models without faults, compiled with their own parameters, from the same cache.

    Raises:
        ModelError: A model has faults.
        CompileError: A model needs an as-of date and none is given.
    """
    found: list[Compiled] = []
    ground = _ground() if keep_in is not None else ""
    with _in_one_go():
        for folder in folders:
            name = _key(folder, f"{ground}|{as_of}|{engine}")
            place = None if keep_in is None else keep_in / f"{name}.plan"
            kept = _kept(place) if place is not None else None
            if not isinstance(kept, Compiled):
                model, _ = load_models([folder], rules, keep_in)[0]
                kept = compile_model(model, rules, as_of=as_of, engine=engine)
                if place is not None:
                    _keep(place, kept)
            found.append(kept)
    return found


@contextmanager
def _in_one_go() -> Iterator[None]:
    """Without looking for cycles: none are made, and every look goes over all models so far."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _place_for(folder: Path, said: str, keep_in: Path | None, kind: str) -> Path | None:
    """Where a model of the rulebook is kept; those of an office rest on tables of its own."""
    if keep_in is None or not folder.is_relative_to(rulebook_folder() / "models"):
        return None
    return keep_in / f"{_key(folder, said)}.{kind}"


@lru_cache(maxsize=1)
def _ground() -> str:
    """What a checked model rests on: the rulebook's files apart from the models, and the code."""
    digest = hashlib.sha256()
    for root, pattern in (
        (rulebook_folder(), "*.yaml"),
        (Path(__file__).parent, "*.py"),
        (Path(__file__).parent.parent / "sql", "*.py"),
        (Path(__file__).parent.parent / "rulebook", "*.py"),
    ):
        for path in sorted(root.rglob(pattern)):
            if "models" in path.relative_to(root).parts:
                continue
            stat = path.stat()
            digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _key(folder: Path, ground: str) -> str:
    digest = hashlib.sha256(f"{ground}\n{folder}\n".encode())
    for name in ("model.yaml", "cases.yaml", "notes.md"):
        path = folder / name
        digest.update(name.encode() + (path.read_bytes() if path.is_file() else b"\0missing"))
    return digest.hexdigest()


def _keep(place: Path, value: Any) -> None:
    """Written beside and moved into place; a cache that cannot be written is no cache."""
    beside = place.with_suffix(f".{hashlib.sha256(repr(id(value)).encode()).hexdigest()[:8]}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_room(place.parent)
        out = io.BytesIO()
        _Plain(out).dump(value)
        beside.write_bytes(out.getvalue())
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _make_room(folder: Path) -> None:
    """Once for each process: of too many files those written first go, as of days gone by."""
    kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[: max(len(kept) - _MOST_KEPT, 0)]:
        path.unlink(missing_ok=True)


def _kept(place: Path) -> Any:
    try:
        return _Narrow(io.BytesIO(place.read_bytes())).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError):
        return None


class _Plain(pickle.Pickler):
    """Writes a frozen value as its class and what it is made with.

    It is read back twice as fast as from the state that dataclasses keep, field by field.
    """

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self._parts: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}

    def reducer_override(self, value: Any) -> Any:
        """How one value is made again; values of other kinds as they ask for themselves."""
        kind = type(value)
        if kind not in self._parts:
            self._parts[kind] = _parts_of(kind)
        parts = self._parts[kind]
        return NotImplemented if parts is None else (kind, parts(value))


def _parts_of(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """Takes the values of its fields out of a dataclass; None for a class that is none."""
    if not is_dataclass(kind) or any(not one.init or one.kw_only for one in fields(kind)):
        return None
    names = [one.name for one in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class _Narrow(pickle.Unpickler):
    """Makes the library's own values and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of the rooms allowed.

        Raises:
            UnpicklingError: The file asks for anything else.
        """
        if (module, name) in _PLAIN or (module in _ROOMS and name[:1].isupper()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not kept here")
