"""Bundles for the desk: ``check`` a folder, ``read`` it in batches."""

from xiezhi_desk.library.bundles.checking import check, read
from xiezhi_desk.library.bundles.opened import OpenBundle
from xiezhi_desk.library.bundles.records import (
    BundleCard,
    Checked,
    ClueRecord,
    DocumentRecord,
    LinkRecord,
    RowRecord,
)
from xiezhi_desk.library.bundles.sealed import is_sealed, unseal

__all__ = [
    "BundleCard",
    "Checked",
    "ClueRecord",
    "DocumentRecord",
    "LinkRecord",
    "OpenBundle",
    "RowRecord",
    "check",
    "is_sealed",
    "read",
    "unseal",
]
