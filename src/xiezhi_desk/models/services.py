"""A model is brought to the desk and checked; nothing of it is kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.audit.services import record
from xiezhi_desk.library.models import check_models
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.problems import Refused, of_library
from xiezhi_desk.runs.unpacking import scratch, unzip

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.library.models import ModelChecked

__all__ = ["UNPACKED", "Tried", "try_models"]

UNPACKED = 20_000_000
"""Most bytes of a folder of models; they are text."""


class Tried(NamedTuple):
    """What was found in a zip of models.

    Attributes:
        digest: SHA-256 of the zip, as the trail names it.
        models: Each with its problems.
    """

    digest: str
    models: tuple[ModelChecked, ...]

    @property
    def right(self) -> bool:
        """Every model may be used."""
        return all(one.right for one in self.models)


def try_models(file: UploadedFile[bytes], by: Person, now: datetime, address: str = "") -> Tried:
    """Check the models of a zip; whoever brought a refused one stands in the trail.

    Raises:
        Refused: It is no zip of models; that too is recorded.
    """
    digest = hashlib.sha256()
    with scratch() as folder:
        place = folder / "models.zip"
        with place.open("xb") as out:
            for piece in file.chunks():
                digest.update(piece)
                out.write(piece)
        name = digest.hexdigest()
        try:
            unzip(place, folder / "brought", limit=UNPACKED)
            tried = Tried(name, check_models(folder / "brought"))
        except Refused as error:
            _tell(name, [str(error.first["code"])], by, now, address)
            raise
        except DoorError as error:
            _tell(name, [one.code for one in error.problems], by, now, address)
            raise Refused([of_library(one) for one in error.problems]) from error
    codes = sorted(
        {
            one.problem.code
            for model in tried.models
            for one in model.problems
            if one.problem.severity == "error"
        }
    )
    _tell(name, codes, by, now, address)
    return tried


def _tell(digest: str, codes: list[str], by: Person, now: datetime, address: str) -> None:
    """Which file and what was wrong; no word of the file itself."""
    record(
        by=by,
        action="model.refused" if codes else "model.checked",
        thing=f"model:{digest[:16]}",
        details={"sha256": digest, "problems": codes},
        now=now,
        address=address,
    )
