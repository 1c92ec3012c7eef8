"""Is a folder the bundle it says it is? Schema, every sum, content, signature."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.evidence.bundle import check_schema, open_bundle
from xiezhi.evidence.seal import is_sealed
from xiezhi.evidence.signature import check_signature
from xiezhi.evidence.sums import sums_problems
from xiezhi.kernel.errors import XiezhiError
from xiezhi_desk.library.bundles.card import card_of
from xiezhi_desk.library.bundles.opened import OpenBundle
from xiezhi_desk.library.bundles.records import Checked
from xiezhi_desk.library.problems import (
    DoorError,
    Problem,
    Title,
    door,
    problem_of,
    problems_of,
    refused,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check", "read"]


def check(folder: Path | str, trusted: Mapping[str, str] | None = None) -> Checked:
    """Check a bundle before anything of it is kept.

    Args:
        folder: The bundle's folder; a sealed file or an archive is refused with what to do.
        trusted: Public key (base64) by office whose signature is trusted.

    Returns:
        The card and every problem at once; with a problem the bundle must not be imported.
        ``unknown_issuer`` and ``unsigned`` are no problems here: the desk decides on them.
    """
    _lean()
    place = Path(folder)
    if place.is_file():
        return Checked(None, _refusal_of_file(place).problems)
    try:
        with door(place):
            return _check(place, trusted or {})
    except DoorError as error:
        return Checked(None, error.problems)


def read(folder: Path | str, trusted: Mapping[str, str] | None = None) -> OpenBundle:
    """Open a bundle for import; sums are the work of ``check``.

    Args:
        folder: The bundle's folder.
        trusted: Public keys of trusted offices, for the card's ``signature``.

    Raises:
        DoorError: It is no bundle, or a spoilt one.
    """
    place = Path(folder)
    _lean()
    with door(place):
        bundle = open_bundle(place)
        return OpenBundle(bundle, card_of(bundle, check_signature(place, trusted or {})))


def _lean() -> None:
    """Let Arrow give memory back at once: as it comes it keeps twice of what an import needs.

    Which of its allocators that is depends on the machine; where it is missing, nothing changes.
    """
    import pyarrow as pa

    with suppress(NotImplementedError):
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def _refusal_of_file(path: Path) -> DoorError:
    """Why a file is no bundle folder, with what to do."""
    if is_sealed(path):
        return refused(
            "bundle-sealed",
            ("这是加密的卷宗包。", "This is a sealed bundle."),
            (
                "输入制作机关另行告知的口令，启封后导入。",
                "Give the passphrase that the issuing office told you; it is unsealed first.",
            ),
            where=path.name,
        )
    return refused(
        "bundle-file",
        ("这是一个文件，不是卷宗包的文件夹。", "This is a file, not the folder of a bundle."),
        (
            "上传卷宗包的 zip 压缩包，或者加密的卷宗包。",
            "Upload a zip of the folder, or a sealed bundle.",
        ),
        where=path.name,
    )


def _check(place: Path, trusted: Mapping[str, str]) -> Checked:
    problems = problems_of(sums_problems(place), place)
    signature = check_signature(place, trusted)
    if signature.state == "bad":
        problems.append(
            Problem(
                Title("签名不符。", "The signature does not fit."),
                "signature",
                signature.why,
                Title(
                    "不要使用这一份；向制作机关核实后重新取一份。",
                    "Do not use this copy; ask the issuing office and fetch it again.",
                ),
                "bundle-signature",
            )
        )
    try:
        bundle = open_bundle(place)
        problems += problems_of(check_schema(bundle, whole=False), place)
        card = card_of(bundle, signature)
    except XiezhiError as error:
        problems += [problem_of(one, place) for one in error.problems]
        return Checked(None, tuple(problems))
    except (ValueError, KeyError, TypeError) as error:
        problems.append(
            Problem(
                Title("处置记录已损坏。", "The record of disposals is spoilt."),
                "disposed.json",
                str(error)[:200],
                Title("向制作机关重新取一份。", "Fetch the bundle again from the issuing office."),
                "bundle-disposed",
            )
        )
        return Checked(None, tuple(problems))
    return Checked(card, tuple(problems))
