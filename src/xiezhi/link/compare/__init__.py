"""How each kind of value is compared; one file per kind, this list is all that knows them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.link.method import MethodSql

__all__ = ["method_sql"]


@lru_cache(maxsize=1)
def _methods() -> dict[str, MethodSql]:
    from xiezhi.link.compare import citizen_id, date, names, organisation, place, plain, words

    return {
        "person_name": names.method(),
        "org_name": organisation.method(),
        "citizen_id": citizen_id.method(),
        "date": date.method(),
        "place": place.method(),
        "address": words.address(),
        "words": words.method(),
        "number": plain.number(),
        "state": plain.state(),
        "year": plain.year(),
    }


def method_sql(name: str) -> MethodSql:
    """The SQL of a method of ``rulebook/terms/comparisons.yaml``.

    Raises:
        KeyError: There is no such method.
    """
    return _methods()[name]
