"""What a session of DuckDB is opened with: memory, threads, a folder to spill into."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.engine.base import EngineError
from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from xiezhi.engine.base import Limits

__all__ = ["settings_of", "spill_folder"]

_MEMORY_SHARE = 0.6


def settings_of(limits: Limits, spill: Path) -> dict[str, Any]:
    """The settings that hold from the first moment."""
    memory = limits.memory or _memory_of_machine()
    return {
        "memory_limit": f"{max(memory, 64 << 20)}B",
        "threads": limits.threads or os.cpu_count() or 1,
        "temp_directory": str(spill),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }


def _memory_of_machine() -> int:
    return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * _MEMORY_SHARE)


def spill_folder(limits: Limits) -> Path:
    """A new folder for what does not fit into memory.

    Raises:
        EngineError: None can be made.
    """
    try:
        if limits.spill is not None:
            limits.spill.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="xiezhi-spill-", dir=limits.spill))
    except OSError as error:
        raise EngineError(
            Problem(
                what="No folder for intermediate results can be made.",
                where=str(limits.spill or tempfile.gettempdir()),
                why=error.strerror or str(error),
                cure="Name another folder with --spill.",
                code="engine-spill",
            )
        ) from error
