"""From what people hand in (folder, zip, sealed file) to bundle folders; bombs are refused."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings

from xiezhi_desk.library.bundles.sealed import is_sealed, unseal
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.problems import Refused, of_library, problem
from xiezhi_desk.runs.store import MOST_FILES, room_for

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bundles_in", "handed_in", "scratch", "unzip"]

MANIFEST = "manifest.json"
MOST_RATIO = 200
"""Times a file may grow when unpacked; Parquet and JSON stay far below."""
DEEPEST = 3
"""Folders above a bundle that are looked through."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of the desk for unpacking; gone afterwards."""
    parent = Path(settings.HOME) / "scratch"
    parent.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


@contextmanager
def handed_in(path: Path, passphrase: str = "") -> Iterator[list[Path]]:
    """The bundle folders in what was handed in, unpacked for as long as the block lasts.

    Args:
        path: A bundle, a folder of bundles (a run), a zip of either, or a sealed bundle.
        passphrase: Opens a sealed one.

    Raises:
        Refused: It is none of these, cut off, a bomb, or there is no room.
    """
    if path.is_dir():
        yield bundles_in(path)
        return
    if not path.is_file():
        raise Refused([_missing(path)])
    with scratch() as folder:
        target = folder / "bundle"
        if is_sealed(path):
            room_for(path.stat().st_size * 2, folder)
            try:
                unseal(path, target, passphrase)
            except DoorError as error:
                raise Refused([of_library(one) for one in error.problems]) from error
        else:
            unzip(path, target)
        yield bundles_in(target)


def bundles_in(folder: Path) -> list[Path]:
    """Bundle folders: the folder itself, or those not far below it.

    Raises:
        Refused: There is none.
    """
    found = _look(folder, DEEPEST)
    if not found:
        raise Refused([_none(folder)])
    return found


def _look(folder: Path, deep: int) -> list[Path]:
    if (folder / MANIFEST).is_file():
        return [folder]
    if not deep:
        return []
    below = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    return [found for one in below for found in _look(one, deep - 1)]


def unzip(path: Path, target: Path, limit: int | None = None) -> None:
    """Unpack a zip; sizes are counted while reading, what the zip says of itself is not believed.

    Args:
        path: The zip.
        target: A folder that is not there yet.
        limit: Most bytes unpacked; ``settings.UNPACK_LIMIT`` by default.

    Raises:
        Refused: No zip, cut off, a bomb, paths that lead outside, links, encrypted files.
    """
    limit = settings.UNPACK_LIMIT if limit is None else limit
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _look_over(path, members, limit)
            room_for(sum(one.file_size for one in members), target.parent)
            left = limit
            for one in members:
                left -= _extract(archive, one, target / _safe(path, one), left, path)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        shutil.rmtree(target, ignore_errors=True)
        raise Refused([_broken(path, error)]) from error
    except Refused:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _look_over(path: Path, members: list[zipfile.ZipInfo], limit: int) -> None:
    """Refuse by what the zip says of itself, before anything is written."""
    size = sum(one.file_size for one in members)
    packed = max(1, path.stat().st_size)
    if len(members) > MOST_FILES or size > limit or size > packed * MOST_RATIO:
        raise Refused([_bomb(path)])
    for one in members:
        if one.flag_bits & 1:
            raise Refused([_encrypted(path)])


def _extract(
    archive: zipfile.ZipFile, one: zipfile.ZipInfo, target: Path, left: int, path: Path
) -> int:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = 0
    with archive.open(one) as read, target.open("xb") as write:
        while piece := read.read(1 << 20):
            written += len(piece)
            if written > left:
                raise Refused([_bomb(path)])
            write.write(piece)
    return written


def _safe(path: Path, one: zipfile.ZipInfo) -> PurePosixPath:
    """A member's path below the target; one that leads elsewhere refuses the zip."""
    name = PurePosixPath(one.filename.replace("\\", "/"))
    link = stat.S_ISLNK(one.external_attr >> 16)
    if link or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise Refused([_outside(path)])
    return name


def _missing(path: Path) -> dict[str, str]:
    return problem(
        ("找不到文件或文件夹。", "There is no such file or folder."),
        cure=("请检查路径。", "Check the path."),
        where=path.name,
        code="import-missing",
    )


def _none(folder: Path) -> dict[str, str]:
    return problem(
        ("里面没有卷宗包。", "There is no bundle in it."),
        (f"没有找到 {MANIFEST}。", f"No {MANIFEST} was found."),
        ("请选择卷宗包（或含有卷宗包的运行文件夹）。", "Choose a bundle, or a run with bundles."),
        where=folder.name,
        code="no-bundle",
    )


def _broken(path: Path, error: Exception) -> dict[str, str]:
    return problem(
        ("压缩包打不开。", "The zip cannot be opened."),
        (f"{type(error).__name__}：文件不完整或格式不对。",
         f"{type(error).__name__}: it is cut off or of another format."),
        ("请重新上传；卷宗包应为 .zip 或密封文件。", "Upload it again; a .zip or a sealed file."),
        where=path.name,
        code="zip-broken",
    )  # fmt: skip


def _bomb(path: Path) -> dict[str, str]:
    most = f"{settings.UNPACK_LIMIT / 1e9:.0f} GB"
    return problem(
        ("压缩包展开后过大，已拒绝。", "Unpacked, the zip would be too large; it is refused."),
        (f"最多 {most}、{MOST_FILES} 个文件、{MOST_RATIO} 倍。",
         f"At most {most}, {MOST_FILES} files, {MOST_RATIO} times."),
        ("请分批导入，或由系统管理员用命令导入文件夹。",
         "Import in parts, or have the folder imported by the command."),
        where=path.name,
        code="zip-bomb",
    )  # fmt: skip


def _encrypted(path: Path) -> dict[str, str]:
    return problem(
        ("压缩包有密码。", "The zip is encrypted."),
        cure=("请去掉密码，或改用密封卷宗包（xiezhi seal）。",
              "Remove the password, or use a sealed bundle (xiezhi seal)."),
        where=path.name,
        code="zip-encrypted",
    )  # fmt: skip


def _outside(path: Path) -> dict[str, str]:
    return problem(
        ("压缩包里有指向外部的路径，已拒绝。", "The zip holds a path that leads outside."),
        cure=("请向制作单位重新索取。", "Ask the issuing office for it again."),
        where=path.name,
        code="zip-outside",
    )
