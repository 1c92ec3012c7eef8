"""The versioned store: standard tables as Iceberg snapshots in a workspace folder.

``store.py`` is the door. A load is one snapshot or nothing (``loading.py``, ``commit.py``); locks
and folders are in ``place.py``; DuckDB sorts and rewrites (``workbench.py``); the register of
deliveries (``register.py``) names every ``_row`` for good.
"""

from xiezhi.shelf.store.delivery import DeliveredFile, Delivery
from xiezhi.shelf.store.diff import Difference
from xiezhi.shelf.store.refusal import DiskError, StoreError
from xiezhi.shelf.store.snapshot import Snapshot
from xiezhi.shelf.store.store import Store

__all__ = [
    "DeliveredFile",
    "Delivery",
    "Difference",
    "DiskError",
    "Snapshot",
    "Store",
    "StoreError",
]
