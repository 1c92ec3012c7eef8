"""Works on several batches at once while the next are read; results come in their order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    *,
    workers: int = 2,
    ahead: int = 3,
) -> Iterator[Result]:
    """The results of ``work`` on each item, in order, a few computed ahead.

    Items are drawn in a thread of their own, so that reading, working and what the caller does with
    the results overlap: NumPy and Arrow leave the interpreter free while they compute.

    Args:
        items: Drawn one after another, by one thread alone.
        work: Called by several threads.
        workers: How many.
        ahead: Results that may wait for the caller, so that memory stays flat.

    Raises:
        Exception: What drawing or working raised, in its place in the order.
    """
    waiting: queue.Queue[Future[Result] | None] = queue.Queue()
    free = threading.Semaphore(workers + ahead)
    stopped = threading.Event()
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(workers) as pool:

        def draw() -> None:
            try:
                for item in items:
                    free.acquire()
                    if stopped.is_set():
                        return
                    waiting.put(pool.submit(work, item))
            except BaseException as error:  # noqa: BLE001 - raised again where results are taken
                failed: Future[Result] = Future()
                failed.set_exception(error)
                waiting.put(failed)
            finally:
                waiting.put(None)

        reader.submit(draw)
        try:
            while (future := waiting.get()) is not None:
                result = future.result()
                free.release()
                yield result
        finally:
            stopped.set()
            free.release()
    if isinstance(items, Generator):
        items.close()
