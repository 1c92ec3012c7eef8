"""An uploaded file is put in its place: piece by piece, hashed, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.files.uploadedfile import UploadedFile

__all__ = ["kept"]


def kept(file: UploadedFile[Any], place: Path) -> tuple[str, int]:
    """Put an upload in its place; its SHA-256 and its size.

    A large one lies on the disk already (``FILE_UPLOAD_TEMP_DIR``): it is moved, not copied.

    Args:
        file: The upload.
        place: Where it goes; nothing is there yet.

    Raises:
        OSError: The disk is full; nothing of it stays.
    """
    digest, size = hashlib.sha256(), 0
    arrived = getattr(file, "temporary_file_path", None)
    try:
        if arrived is not None:
            shutil.move(arrived(), place)
            place.chmod(0o600)
            with place.open("rb") as whole:
                while piece := whole.read(1 << 20):
                    digest.update(piece)
                    size += len(piece)
                os.fsync(whole.fileno())
            return digest.hexdigest(), size
        with place.open("xb") as out:
            for piece in file.chunks():
                digest.update(piece)
                size += len(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size
