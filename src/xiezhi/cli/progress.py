"""Progress of long work: on standard error, and only where a person looks at a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["progress"]


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int | None], None]]:
    """A bar for the block.

    Args:
        what: What is being done, said before the bar.
        quiet: Show none.

    Yields:
        A function to be told how many are done, and of how many when that is known.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from tqdm import tqdm

    with tqdm(desc=what, unit="", file=sys.stderr, dynamic_ncols=True, leave=False) as bar:

        def tell(done: int, total: int | None) -> None:
            if total is not None and bar.total != total:
                bar.total = total
            bar.update(done - bar.n)

        yield tell
