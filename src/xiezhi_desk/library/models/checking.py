"""Models that somebody brings: checked as ``xiezhi check`` does, and packed to be changed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from xiezhi_desk.library.law import Article, article
from xiezhi_desk.library.models.catalogue import folder_of
from xiezhi_desk.library.problems import DoorError, Problem, Title, refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Ground", "Judged", "ModelChecked", "check_models", "packed"]

SECONDS = 60
NAMES = ("person_name", "org_name")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The same folder gives the same zip."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a refusal rests on.

    Attributes:
        why: The reason in words.
        law: Articles it follows from.
        decision: The house's own decision, as its file is numbered.
    """

    why: Title
    law: tuple[Article, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One problem of a model with what it rests on, where the house has said so."""

    problem: Problem
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class ModelChecked:
    """What checking one model found.

    Attributes:
        folder: Where it lies in what was handed in.
        id, version, line: Empty when the file cannot be read so far.
        stories: How many there are.
        right: No problem refuses it.
        problems: All of them, in the order of the files.
        prose: The model in words (Markdown), for one that is right.
    """

    folder: str
    id: str
    version: str
    title: Title
    line: str
    stories: int
    right: bool
    problems: tuple[Judged, ...]
    prose: Title


def check_models(folder: Path) -> tuple[ModelChecked, ...]:
    """Check every model below a folder, in a process of its own.

    Args:
        folder: The unpacked folder; tables and law beside its models are used for them alone.

    Raises:
        DoorError: There is no model in it, or checking did not end in time.
    """
    command = [sys.executable, "-m", "xiezhi_desk.library.apart", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603  (our own module; the folder is ours)
            command, capture_output=True, timeout=SECONDS, check=True, stdin=subprocess.DEVNULL
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise _not_checked(error) from error
    if not said["models"]:
        raise refused(
            "model-none",
            ("里面没有模型。", "There is no model in it."),
            (
                "把模型文件夹（内有 model.yaml、cases.yaml、notes.md）压缩成 zip 后上传。",
                "Zip the model's folder (model.yaml, cases.yaml, notes.md) and upload it.",
            ),
            where="model.yaml",
        )
    if said["left_out"]:
        raise refused(
            "model-many",
            ("一次最多检查 20 个模型。", "At most 20 models are checked at once."),
            ("分几次上传。", "Upload them in parts."),
        )
    return tuple(_checked(one) for one in said["models"])


def packed(model_id: str) -> bytes:
    """A shipped model's folder as a zip, to be read or changed.

    Raises:
        DoorError: There is no such model.
    """
    folder, made = folder_of(model_id), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), path.read_bytes())
    return made.getvalue()


def _checked(said: dict[str, Any]) -> ModelChecked:
    return ModelChecked(
        said["folder"],
        said["id"],
        said["version"],
        Title(*said["title"]),
        said["line"],
        said["stories"],
        said["right"],
        tuple(_judged(said["problems"])),
        Title(*said["prose"]),
    )


def _judged(problems: Iterable[dict[str, Any]]) -> Iterable[Judged]:
    for one in problems:
        what, cure = Title(*one["what"]), Title(*one["cure"])
        ground: Ground | None = None
        if _by_name(one["code"], what.en):
            # The library's Chinese speaks of any such column; here it is a name.
            ground = _name_alone()
            what = Title("只凭姓名或名称连接：同名不等于同一人、同一单位。", what.en)
            cure = Title(
                "把身份号码、统一社会信用代码、出生日期、案号或者文书与姓名一起作键。", cure.en
            )
        yield Judged(
            Problem(what, one["where"], one["why"], cure, one["code"], one["severity"]), ground
        )


def _by_name(code: str, what: str) -> bool:
    """Whether two tables are joined by nothing but a name."""
    return code == "match-name-alone" or (code == "key-alone" and what.startswith(NAMES))


@cache
def _name_alone() -> Ground:
    return Ground(
        Title(
            "同名的人和单位很多。仅凭姓名或名称把两张表连起来，"
            "别人的处罚、前科、待遇会算到同名的人头上；这样的线索不能提出，模型不予接收。",
            "Many people and units share a name. Joined by it alone, one person's penalty, record "
            "or benefit would be laid to another of that name; no clue may rest on it, so the "
            "model is not taken.",
        ),
        (article("个人信息保护法#8"),),
        "0016",
    )


def _not_checked(error: Exception) -> DoorError:
    late = isinstance(error, subprocess.TimeoutExpired) or (
        isinstance(error, subprocess.CalledProcessError) and error.returncode < 0
    )
    return refused(
        "model-not-checked",
        ("模型没有检查完。", "The model could not be checked to the end."),
        (
            "减少层次和用例后再试；仍不行的，告诉系统管理员。",
            "Try with fewer levels and stories; else tell the administrator.",
        ),
        why="time" if late else type(error).__name__,
    )
