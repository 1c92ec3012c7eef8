"""Inspection of motor vehicles: the car tells its software, and some stations plug in another car.

Supervision point: A-59. 大气污染防治法 54: a station tests the car that stands there and tells the
truth. Cars of one make carry the same software and say so; cars of different makes never do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.calendar import anniversary
from xiezhi.twin.province.columns import dates, joined, moments, pick
from xiezhi.twin.province.numbers import vehicle_numbers, zero_filled
from xiezhi.twin.province.public.conduct import conduct_of_few
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Tests", "inspection_books", "tests_of"]

_MAKES = ("轻翼", "远岚", "骏霆", "穗丰", "星槎", "北辰岳", "云骊", "江澜", "川驰", "木棉")
_MODELS = 60
_VERSIONS = 3
_PEOPLE_PER_CAR = 9


@dataclass(frozen=True)
class Tests:
    """One row per test.

    Attributes:
        car, station: Place of the car, and of the firm.
        model, software: Of the car.
        shown: The software that the test recorded; another car's where it was faked.
        day, minute: When.
        round: 1 for a test after a failure.
        failed: Whether the car failed.
        faked: Whether another car was plugged in.
    """

    car: Ints
    station: Ints
    model: Ints
    software: Ints
    shown: Ints
    day: Ints
    minute: Ints
    round: Ints
    failed: Bools
    faked: Bools


def tests_of(draw: Draw, rates: Rates, world: World) -> Tests:
    """Every car once in two years at a station of its owner's liking, again when it failed."""
    now, firms = world.as_of, world.firms
    stations = firms.of_trade("station")
    stations = stations[(firms.state[stations] == 0) & (firms.registered[stations] < now - 400)]
    stations = stations[np.argsort(firms.registered[stations], kind="stable")]
    cars = max(world.people.count // _PEOPLE_PER_CAR, 200)
    if not len(stations):
        cars = 0
    model = draw.low(0, _MODELS - 1, cars)
    software = model * _VERSIONS + draw.whole(0, _VERSIONS - 1, cars)
    car = np.tile(np.arange(cars), 2)
    day = now - draw.whole(5, 700, cars)
    day = np.concatenate([day, anniversary(day, -2) + draw.whole(-25, 0, cars)])
    # a car goes to a station that is there
    choice = np.searchsorted(firms.registered[stations], day)
    car, day, choice = (column[choice > 0] for column in (car, day, choice))
    station = stations[np.floor(draw.shares(len(car)) * choice).astype(np.int64)]
    failed = draw.odds(0.12, len(car))
    again = np.flatnonzero(failed)
    wait = draw.whole(1, 4, len(again))
    car = np.concatenate([car, car[again]])
    day = np.concatenate([day, day[again] + wait])
    station = np.concatenate([station, station[again]])
    second = np.concatenate([np.zeros(len(failed), np.int64), np.ones(len(again), np.int64)])
    n = len(car)
    # stations that sell results keep one obedient car in the yard
    busy = np.ones(len(stations), bool)
    bad = np.flatnonzero(conduct_of_few(draw, rates, "A-59", busy) == PLANTED)
    obedient = np.full(firms.count, -1)
    obedient[stations[bad]] = _MODELS * _VERSIONS + bad
    since = now - 60 - (np.arange(firms.count) % 7) * 90
    faked = (obedient[station] >= 0) & (second == 1) | draw.odds(0.25, n)
    faked &= (obedient[station] >= 0) & (day > since[station] - 300)
    shown = np.where(faked, obedient[station], software[car])
    return Tests(
        car,
        station,
        model[car],
        software[car],
        shown,
        day,
        draw.whole(480, 1_020, n),
        second,
        np.concatenate([failed, np.zeros(len(again), bool)]) & ~faked,
        faked,
    )


def inspection_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``vehicle_inspection`` with the truth of A-59."""
    tests = tests_of(draw("tests"), rates, world)
    order = np.lexsort((tests.minute, tests.day, tests.station))
    n = len(order)
    plates, vins = vehicle_numbers(draw("cars"), int(tests.car.max(initial=-1)) + 1)
    car, station = pa.array(tests.car[order]), tests.station[order]
    county = world.firms.county[station]
    makes = joined(
        pick(_MAKES, np.arange(_MODELS) % len(_MAKES)),
        "牌",
        zero_filled(np.arange(_MODELS) + 100, 3),
        "型",
    )
    ledger.add(
        "vehicle_inspection",
        {
            "report_no": joined("JC", zero_filled(np.arange(n) + 1, 11)),
            "agency": world.places.office("environment", county),
            "division": world.places.division(county),
            **world.firms.named(station, "station", "station_uscc"),
            "plate": plates.take(car),
            "vin": vins.take(car),
            "model": pick(makes, tests.model[order]),
            "cal_id": _calibration(tests.shown[order]),
            "cvn": joined("0", zero_filled(tests.shown[order] * 7_919 % 9_999_991, 7)),
            "lane": joined(zero_filled(tests.car[order] % 3 + 1, 1), "号线"),
            "test_date": dates(tests.day[order]),
            "start_time": moments(tests.day[order], tests.minute[order] * 60),
            "end_time": moments(tests.day[order], tests.minute[order] * 60 + 900),
            "result": pick(("passed", "failed"), tests.failed[order] * 1),
            "round": pick(("first", "retest"), tests.round[order]),
        },
    )
    _judge(world, ledger, tests)


def _calibration(software: Ints) -> pa.Array:
    return joined("K", zero_filled(software * 104_729 % 999_983, 6), "ECU01")


def _judge(world: World, ledger: Ledger, tests: Tests) -> None:
    """A row for each station; what it sold is one software on cars of many makes."""
    stations, place = np.unique(tests.station, return_inverse=True)
    count = np.bincount(place, tests.faked, len(stations))
    cars = np.unique(np.stack([place, tests.shown, tests.car]), axis=1)
    same = np.bincount(cars[0] * 4_096 + cars[1], minlength=4_096 * len(stations))
    most = same.reshape(len(stations), -1).max(axis=1) if len(stations) else count
    ledger.judge(
        "A-59",
        organ=world.places.office("environment", world.firms.county[stations]),
        subject={
            "station_uscc": world.firms.code_of(stations),
            "uscc": world.firms.code_of(stations),
        },
        violated=count > 1,
        planted=count > 1,
        because="多辆不同型号的车检验时读出同一标定识别码，系用他车代检",
        guise=((count == 0) & (most >= 3)) * 1,
        guises={1: "同一型号的车标定识别码本来相同"},
    )
