"""One job at a time in a folder: the next waits, and can be ended while it waits."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xiezhi_desk.runs.slots import Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = ["alone"]


@contextmanager
def alone(folder: Path, tell: Tell, cancelled: Cancelled) -> Iterator[None]:
    """Hold a folder for as long as the block lasts; the kernel lets go of it at our death.

    Raises:
        Stopped: Somebody wished the end while it waited.
    """
    with (folder / ".lock").open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                tell(None, "等待本院另一个任务结束", "Waiting for another job of the office")
            if cancelled():
                raise Stopped
            time.sleep(1)
        yield
