"""Bundles for the desk: ``check`` a folder, ``read`` it in batches."""

from typing import TYPE_CHECKING

from xiezhi_desk.library.late import from_parts

if TYPE_CHECKING:
    from xiezhi_desk.library.bundles.checking import check, read
    from xiezhi_desk.library.bundles.opened import OpenBundle
    from xiezhi_desk.library.bundles.records import (
        BundleCard,
        Checked,
        ClueRecord,
        DocumentRecord,
        LinkRecord,
        RowRecord,
        records_of,
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
    "records_of",
    "unseal",
]

__getattr__ = from_parts(
    __name__,
    {
        "BundleCard": "records",
        "Checked": "records",
        "ClueRecord": "records",
        "DocumentRecord": "records",
        "LinkRecord": "records",
        "OpenBundle": "opened",
        "RowRecord": "records",
        "check": "checking",
        "is_sealed": "sealed",
        "read": "checking",
        "records_of": "records",
        "unseal": "sealed",
    },
)
