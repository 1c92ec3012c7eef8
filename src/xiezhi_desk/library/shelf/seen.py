"""What was seen of a large file, kept on disk beside it: opened once, asked many times.

The folder holds samples of a person's data and belongs to the file: whoever deletes one deletes
the other (:func:`forget`).
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi_desk.library.problems import Title
from xiezhi_desk.library.shelf.offering import ColumnSuggested, SheetShown, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi_desk.library.shelf.looking import Looked

__all__ = ["forget", "keep", "likely_seen", "suggestion_seen"]

_LIKELY = "likely"


def keep(folder: Path | str, looked: Looked) -> None:
    """Write what was seen; columns of further tables come beside those there are.

    Args:
        folder: Made if need be, for this account alone.
        looked: What was seen. Rows shown of a sheet are left out: no page asks for them.
    """
    place = Path(folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, found in looked.suggestions.items():
        _write(place / f"{name}.table.json", _without_rows(asdict(found)))
    if looked.likely:
        _write(
            place / f"{_LIKELY}.json", [[*one[:1], asdict(one[1]), one[2]] for one in looked.likely]
        )


def likely_seen(folder: Path | str) -> tuple[tuple[str, Title, int], ...] | None:
    """The likely tables; None when the file was not looked at."""
    said = _read(Path(folder) / f"{_LIKELY}.json")
    if said is None:
        return None
    return tuple((name, Title(**title), known) for name, title, known in said)


def suggestion_seen(folder: Path | str, table: str) -> Suggestion | None:
    """Columns suggested for a table; None when nobody looked for them."""
    said = _read(Path(folder) / f"{table}.table.json")
    return None if said is None else _suggestion(said)


def forget(folder: Path | str) -> None:
    """Delete all of it; nothing there is no fault."""
    shutil.rmtree(folder, ignore_errors=True)


def _write(place: Path, said: Any) -> None:
    draft = place.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(said, ensure_ascii=False), "utf8")
    draft.replace(place)


def _read(place: Path) -> Any:
    try:
        return json.loads(place.read_text("utf8"))
    except FileNotFoundError:
        return None


def _without_rows(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "sheets": [{**one, "samples": []} for one in said["sheets"]]}


def _suggestion(said: Mapping[str, Any]) -> Suggestion:
    return Suggestion(
        table=said["table"],
        title=Title(**said["title"]),
        sheets=tuple(
            SheetShown(
                **{
                    **one,
                    "titles": tuple(one["titles"]),
                    "samples": (),
                    "remarks": tuple(Title(**remark) for remark in one["remarks"]),
                }
            )
            for one in said["sheets"]
        ),
        columns=tuple(_column(one) for one in said["columns"]),
        missing=tuple(Title(**one) for one in said["missing"]),
        left_out=tuple(Title(**one) for one in said["left_out"]),
    )


def _column(said: Mapping[str, Any]) -> ColumnSuggested:
    return ColumnSuggested(
        **{
            **said,
            "samples": tuple(said["samples"]),
            "title": Title(**said["title"]),
            "reason": Title(**said["reason"]),
            "candidates": tuple(said["candidates"]),
        }
    )
