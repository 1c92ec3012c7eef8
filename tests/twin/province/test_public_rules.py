"""Duties to the public good, on a few lives each with the answer beside it."""

from __future__ import annotations

from datetime import date

from xiezhi.twin.province.arrays import NEVER, np
from xiezhi.twin.province.calendar import day_of, month_of
from xiezhi.twin.province.draw import Draw
from xiezhi.twin.province.public.conduct import conduct_of_few
from xiezhi.twin.province.public.equipment import Devices
from xiezhi.twin.province.public.farmland import Takings
from xiezhi.twin.province.public.homes import Titles
from xiezhi.twin.province.public.lightning import Protection
from xiezhi.twin.province.public.minors import Visits
from xiezhi.twin.province.public.relief import Advances
from xiezhi.twin.province.public.tenants import Leases
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, RIGHT, Rate, Rates

NOW = day_of(date(2025, 12, 31))


def days(*texts: str) -> np.ndarray:
    return np.array([NEVER if t == "never" else day_of(date.fromisoformat(t)) for t in texts])


def no(count: int) -> np.ndarray:
    return np.zeros(count, bool)


def test_a_lift_in_use_is_overdue_from_the_day_after_and_a_scrapped_one_never():
    none = np.zeros(3, np.int64)
    due = days("2025-12-21", "2026-01-05", "2024-01-01")
    tested = days("2024-12-21", "2025-01-05", "2023-01-01")
    devices = Devices(none, none, none, tested, due, due, np.array([0, 0, 2]), due, no(3))
    assert devices.overdue(NOW).tolist() == [10, -5, 0]


def test_lightning_is_due_half_a_year_after_the_last_test_where_things_burn():
    none = np.zeros(3, np.int64)
    listed = days("2020-01-01", "2020-01-01", "2025-03-31")
    last = days("2025-08-31", "2025-02-28", "1900-01-01")
    tested = Protection(none, np.array([6, 12, 12]), listed, none, last, no(3), no(3))
    assert tested.due.tolist() == days("2026-02-28", "2026-02-28", "2026-03-31").tolist()


def test_tax_is_owed_on_farmland_but_not_when_it_was_given_back_within_the_year():
    none = np.zeros(4, np.int64)
    taken = days("2022-03-01", "2022-03-01", "2022-03-01", "2022-03-01")
    restored = days("never", "2023-03-01", "2023-03-02", "never")
    area = np.full(4, 100_00)  # a hundred square metres, in hundredths
    land = np.array([0, 0, 0, 7])  # farmland three times, land for building
    takings = Takings(none, none, none, none, taken, taken, restored, taken, land, area, no(4))
    assert takings.owed.tolist() == [250_000, 0, 250_000, 0]


def test_a_child_of_thirteen_is_reported_and_a_pregnancy_at_fourteen_is_not():
    none = np.zeros(4, np.int64)
    visits = Visits(
        none, np.array([13, 14, 16, 8]), np.array([2, 2, 0, 6]), none, none, no(4), no(4)
    )
    assert visits.must.tolist() == [True, False, True, False]


def test_who_is_known_and_not_asked_for_a_year_has_been_let_off():
    amount, none = np.full(6, 1_000), np.zeros(6, np.int64)
    known = days("2024-12-30", "2025-01-02", "2020-01-01", "2020-01-01", "never", "2020-01-01")
    asked = days("never", "never", "2025-06-01", "2023-06-01", "never", "2020-02-01")
    back = np.array([0, 0, 0, 400, 0, 1_000])
    state = np.array([0, 0, 1, 1, 3, 2])
    advances = Advances(none, known, amount, back, asked, state, known, no(6))
    let_off, waits = advances.let_off(NOW)
    assert let_off.tolist() == [True, False, False, True, False, False]
    assert waits.tolist() == [False, True, False, False, False, False]


def test_half_an_inherited_house_is_a_home_and_an_eighth_or_a_shop_is_none():
    none = np.zeros(4, np.int64)
    titles = Titles(
        none,
        np.arange(4),
        np.array([0, 0, 1, 0]),
        np.array([60, 60, 90, 100]),
        np.array([0.5, 0.125, 1.0, 1.0]),
        days("2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01"),
        days("never", "never", "never", "2024-01-01"),
    )
    assert titles.lodges(NOW).tolist() == [True, False, False, False]


def test_a_household_must_go_after_half_a_year_away_or_in_arrears_or_with_a_home():
    this = int(month_of(np.array([NOW]))[0])
    #         at home     six empty   five empty  six owed    home, old     home, new     moved out
    housed = days("never", "never", "never", "never", "2025-06-01", "2025-12-01", "2025-01-01")
    left = days("never", "never", "never", "never", "never", "never", "2025-03-01")
    empty = np.array([NEVER, this - 5, this - 4, NEVER, NEVER, NEVER, NEVER])
    behind = np.array([5, 0, 0, 6, 0, 0, 0])
    n, never = 7, np.full(7, NEVER)
    none = np.zeros(n, np.int64)
    leases = Leases(
        none, none, left, none, none, none, housed, never, no(n), empty, never, never, behind,
        no(n), no(n), none,
    )  # fmt: skip
    kept, moving = leases.must_go(NOW, this)
    assert kept.tolist() == [False, True, False, True, True, False, False]
    assert moving.tolist() == [False, False, False, False, False, True, False]


def test_after_a_death_nobody_is_left_to_move_out_later():
    never, none = np.full(2, NEVER), np.zeros(2, np.int64)
    alone = days("2025-05-01", "2025-12-20")
    leases = Leases(
        none, none, never, none, none, none, never, alone, no(2), never, never, never, none,
        no(2), no(2), none,
    )  # fmt: skip
    kept, moving = leases.must_go(NOW, int(month_of(np.array([NOW]))[0]))
    assert kept.tolist() == [True, False]
    assert moving.tolist() == [False, True]


def test_of_three_stations_one_fails_and_one_only_seems_to_unless_nobody_ever_does():
    for seed in range(20):
        conduct = conduct_of_few(Draw("few", seed), Rates(), "A-59", np.array([True] * 3 + [False]))
        assert PLANTED in conduct[:3]
        assert LOOK_ALIKE in conduct[:3]
        assert conduct[3] == RIGHT
    none = Rates(own={"A-59": Rate(0.0, 0.0)})
    assert conduct_of_few(Draw("few", 1), none, "A-59", np.ones(3, bool)).tolist() == [RIGHT] * 3
