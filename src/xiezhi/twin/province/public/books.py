"""All books of the public good, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.public.emissions import emission_books
from xiezhi.twin.province.public.equipment import equipment_books
from xiezhi.twin.province.public.farmland import farmland_books
from xiezhi.twin.province.public.fuel import fuel_books
from xiezhi.twin.province.public.hospital import hospital_books
from xiezhi.twin.province.public.housing import housing_books
from xiezhi.twin.province.public.inspection import inspection_books
from xiezhi.twin.province.public.lightning import lightning_books
from xiezhi.twin.province.public.minors import minor_books
from xiezhi.twin.province.public.oil import oil_books
from xiezhi.twin.province.public.relief import relief_books
from xiezhi.twin.province.public.roads import accidents_of, road_books
from xiezhi.twin.province.public.sites import sites_of
from xiezhi.twin.province.public.special import special_books
from xiezhi.twin.province.public.wells import well_books

if TYPE_CHECKING:
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.rates import Rates
    from xiezhi.twin.province.world import World

__all__ = ["public_books"]


def public_books(world: World, ledger: Ledger, rates: Rates) -> None:
    """Writes the tables of this room with their truth."""
    draw = world.draw("public")
    sites = sites_of(draw("sites"), world)
    equipment_books(world, ledger, draw("equipment"), rates, sites)
    lightning_books(world, ledger, draw("lightning"), rates, sites)
    farmland_books(world, ledger, draw("farmland"), rates)
    emission_books(world, ledger, draw("emissions"), rates)
    housing_books(world, ledger, draw("housing"), rates)
    oil_books(world, ledger, draw("oil"), rates)
    accidents = accidents_of(draw("accidents"), world)
    road_books(world, ledger, accidents)
    relief_books(world, ledger, draw("relief"), rates, accidents)
    hospital_books(world, ledger, draw("hospital"), rates, accidents)
    well_books(world, ledger, draw("wells"), rates)
    fuel_books(world, ledger, draw("fuel"), rates)
    inspection_books(world, ledger, draw("inspection"), rates)
    minor_books(world, ledger, draw("minors"), rates)
    special_books(world, ledger, draw("special"), rates)
