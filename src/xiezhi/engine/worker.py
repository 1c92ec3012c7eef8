"""One thread beside the one that waits: statements run there, one after the other."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Answer", "Worker"]

T = TypeVar("T")


class Answer(Generic[T]):
    """What a statement computes.

    Attributes:
        done: Set when there is a value or an error; waiting for it hears Ctrl-C.
        value: What was computed.
        error: What went wrong instead, whatever it is; raised by the thread that waits.
    """

    value: T

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.error: BaseException | None = None
        self.done = threading.Event()

    def compute(self) -> None:
        """Do the work here."""
        try:
            self.value = self._work()
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self.error = error
        finally:
            self.done.set()


class Worker:
    """Starts its thread with the first work, ends it when closed; one a statement would be dear."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Answer[object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def answer(self, work: Callable[[], T]) -> Answer[T]:
        """Have something computed; on the worker's own thread, at once."""
        asked = Answer(work)
        if threading.current_thread() is self._thread:
            asked.compute()
            return asked
        if self._thread is None:
            self._thread = threading.Thread(target=_work, args=(self._waiting,), daemon=True)
            self._thread.start()
        self._waiting.put(asked)  # type: ignore[arg-type]
        return asked

    def close(self) -> None:
        """End the thread when its work is done."""
        self._waiting.put(None)


def _work(waiting: SimpleQueue[Answer[object] | None]) -> None:
    while (asked := waiting.get()) is not None:
        asked.compute()
        del asked
