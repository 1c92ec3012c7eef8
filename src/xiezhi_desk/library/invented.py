"""The offices of the invented province, for the demonstration."""

from __future__ import annotations

from typing import NamedTuple

from xiezhi.twin.province.places import PROVINCE, places_for

__all__ = ["InventedOffice", "invented_offices"]


class InventedOffice(NamedTuple):
    """A procuratorate that does not exist.

    Attributes:
        code: Short name in addresses.
        above: Code of the office above; empty for the province's.
    """

    code: str
    name: str
    level: str
    above: str
    division: str


def invented_offices(people: int) -> tuple[InventedOffice, ...]:
    """Province, cities and counties of a province of so many people, the upper ones first."""
    places = places_for(people)
    found = [InventedOffice("province", f"{PROVINCE}人民检察院", "province", "", "340000")]
    cities: dict[str, str] = {}
    for place, (county, city, code) in enumerate(
        zip(places.counties, places.cities, places.codes, strict=True), 1
    ):
        if city not in cities:
            cities[city] = f"city{len(cities) + 1}"
            name, division = f"{city}人民检察院", f"{code[:4]}00"
            found.append(InventedOffice(cities[city], name, "city", "province", division))
        name = f"{county}人民检察院"
        found.append(InventedOffice(f"county{place}", name, "county", cities[city], code))
    return tuple(found)
