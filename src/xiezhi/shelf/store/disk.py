"""How Iceberg's metadata reach the disk: surely, and wherever the workspace has been moved.

PyIceberg finds this class by the catalogue's property ``py-io-impl``. Every file is on the disk
before the catalogue names it (``fsync``), so a power cut cannot leave a version without its files;
and names under the place where the store was made are looked up where it is now.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from pyiceberg.io import FileIO, InputFile, InputStream, OutputFile, OutputStream

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["FOLDER", "IMPLEMENTATION", "ROOT", "ShelfDisk", "sync_file"]

IMPLEMENTATION = f"{__name__}.ShelfDisk"
ROOT, FOLDER = "xiezhi.root", "xiezhi.folder"
"""Properties of the catalogue: the URI under which files are named, the folder where they are."""


class ShelfDisk(FileIO):
    """Files below the workspace."""

    def new_input(self, location: str) -> InputFile:
        """The file of that name, to be read."""
        return _File(location, self._path(location))

    def new_output(self, location: str) -> OutputFile:
        """The file of that name, to be written."""
        return _File(location, self._path(location))

    def delete(self, location: str | InputFile | OutputFile) -> None:
        """Remove a file.

        Raises:
            FileNotFoundError: It is not there.
        """
        name = location if isinstance(location, str) else location.location
        self._path(name).unlink()

    def _path(self, location: str) -> Path:
        root = self.properties[ROOT]
        if not location.startswith(f"{root}/"):
            raise ValueError(f"{location} lies outside the shelf at {root}")
        return Path(self.properties[FOLDER]) / location.removeprefix(root).lstrip("/")


class _File(InputFile, OutputFile):
    def __init__(self, location: str, path: Path) -> None:
        super().__init__(location)
        self._path = path

    def __len__(self) -> int:
        return self._path.stat().st_size

    def exists(self) -> bool:
        return self._path.is_file()

    def open(self, seekable: bool = True) -> InputStream:  # noqa: FBT001, FBT002
        return cast("InputStream", self._path.open("rb"))

    def to_input_file(self) -> InputFile:
        return self

    def create(self, overwrite: bool = False) -> OutputStream:  # noqa: FBT001, FBT002
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return cast("OutputStream", _Synced(self._path.open("wb" if overwrite else "xb")))


class _Synced:
    """A file being written; closed, it is on the disk."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if self._file.closed:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def __enter__(self) -> _Synced:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def sync_file(path: Path) -> None:
    """Have a file that others wrote on the disk, with its name.

    Raises:
        OSError: The disk is full or gone.
    """
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
