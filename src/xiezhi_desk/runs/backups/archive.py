"""A tar with the sums of all its files at its end; what does not fit its sums is not used."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from xiezhi_desk.runs.problems import Refused, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SUMS", "Packing", "packing", "unpack"]

SUMS = "SHA256SUMS"


class Packing:
    """A backup being written; every file's sum is taken while it passes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.sums: list[str] = []
        self.bytes = 0

    def add_file(self, path: Path, name: str) -> None:
        """A file under a name; its size is that of the moment it is opened."""
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            self._add(file, name, about.st_size, int(about.st_mtime))

    def add_text(self, text: str, name: str) -> None:
        """A text under a name."""
        data = text.encode()
        self._add(io.BytesIO(data), name, len(data), int(time.time()))

    def _add(self, file: IO[bytes], name: str, size: int, when: int) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.mtime, about.mode = size, when, 0o600
        reading = _Summed(file)
        self.tar.addfile(about, reading)
        self.sums.append(f"{reading.digest.hexdigest()}  {name}")
        self.bytes += size

    def close(self) -> None:
        """The sums, last."""
        data = ("\n".join(self.sums) + "\n").encode()
        about = tarfile.TarInfo(SUMS)
        about.size, about.mode = len(data), 0o600
        self.tar.addfile(about, io.BytesIO(data))


class _Summed:
    """Reads a file and takes its sum."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def packing(target: Path) -> Iterator[Packing]:
    """Write a backup whole or not at all, readable by its owner only.

    Args:
        target: ``….tar.zst`` or ``….tar.gz``; must not be there yet.

    Raises:
        Refused: It is there, its name has another end, or it cannot be written.
    """
    if not target.name.endswith((".tar.gz", ".tar.zst")):
        raise Refused([_named(target)])
    if target.exists():
        raise Refused([_there(target)])
    draft = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            _compressed(raw, target.name) as file,
            tarfile.open(fileobj=file, mode="w|") as tar,
        ):
            made = Packing(tar)
            yield made
            made.close()
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    except OSError as error:
        raise Refused([_unwritten(target, error)]) from error
    finally:
        draft.unlink(missing_ok=True)


def unpack(source: Path, target: Path) -> dict[str, str]:
    """Unpack a backup and hold every file against its sum.

    Args:
        source: The backup.
        target: An empty folder.

    Returns:
        Sum by name.

    Raises:
        Refused: It cannot be read, is cut off, or a file was changed, added or taken out.
    """
    found: dict[str, str] = {}
    try:
        with _opened(source) as file, tarfile.open(fileobj=file, mode="r|") as tar:
            for member in tar:
                if not member.isfile():
                    raise Refused([_spoilt(source, member.name)])
                found[member.name] = _extract(tar, member, target, source)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise Refused([_unread(source, error)]) from error
    found.pop(SUMS, None)
    said = _said(target, source)
    for name in sorted(said.keys() ^ found.keys()):
        raise Refused([_spoilt(source, name)])
    for name, digest in found.items():
        if said[name] != digest:
            raise Refused([_spoilt(source, name)])
    return found


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, source: Path) -> str:
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts:
        raise Refused([_spoilt(source, member.name)])
    place = target / name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    read = tar.extractfile(member)
    assert read is not None  # noqa: S101  (a plain file has content)
    with place.open("xb") as write:
        while piece := read.read(1 << 20):
            digest.update(piece)
            write.write(piece)
    place.chmod(0o600)
    return digest.hexdigest()


def _said(target: Path, source: Path) -> dict[str, str]:
    sums = target / SUMS
    if not sums.is_file():
        raise Refused([_spoilt(source, SUMS)])
    lines = (line.partition("  ") for line in sums.read_text("utf8").splitlines())
    return {name: digest for digest, _, name in lines}


@contextmanager
def _compressed(raw: IO[bytes], name: str) -> Iterator[Any]:
    if name.endswith(".gz"):
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5) as file:
            yield file
        return
    import pyarrow as pa

    with pa.CompressedOutputStream(pa.PythonFile(raw, mode="w"), "zstd") as file:
        yield file


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    if path.name.endswith(".gz"):
        with gzip.open(path, "rb") as file:
            yield file
        return
    import pyarrow as pa

    with pa.CompressedInputStream(pa.OSFile(str(path), "rb"), "zstd") as file:
        yield file


def _named(target: Path) -> dict[str, Any]:
    return problem(
        (
            "备份文件名应以 .tar.gz 或 .tar.zst 结尾。",
            "A backup's name ends in .tar.gz or .tar.zst.",
        ),
        cure=(f"例如 {target.name}.tar.zst", f"For instance {target.name}.tar.zst"),
        where=target.name,
        code="backup-name",
    )


def _there(target: Path) -> dict[str, Any]:
    return problem(
        ("文件已经存在，不会覆盖。", "The file is there already; it is not overwritten."),
        cure=("换一个文件名。", "Choose another name."),
        where=target.name,
        code="backup-there",
    )


def _unwritten(target: Path, error: OSError) -> dict[str, Any]:
    why = error.strerror or type(error).__name__
    return problem(
        ("备份写不进去，没有留下文件。", "The backup cannot be written; nothing was left behind."),
        (why, why),
        ("检查磁盘空间和权限后重试。", "Check the disk's room and rights, then try again."),
        where=target.name,
        code="backup-unwritten",
    )


def _unread(source: Path, error: Exception) -> dict[str, Any]:
    why = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    return problem(
        ("备份读不出来，什么都没有恢复。", "The backup cannot be read; nothing was restored."),
        (why, why),
        ("换一份备份。", "Take another backup."),
        where=source.name,
        code="backup-unread",
    )


def _spoilt(source: Path, name: str) -> dict[str, Any]:
    return problem(
        ("备份内容与校验和不符，什么都没有恢复。",
         "The backup does not fit its sums; nothing was restored."),
        (f"文件 {name}", f"file {name}"),
        ("换一份备份。", "Take another backup."),
        where=source.name,
        code="backup-spoilt",
    )  # fmt: skip
