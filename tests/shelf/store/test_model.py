"""Whatever is loaded, rolled back and erased: the store holds what a plain dict would."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PEOPLE = st.sampled_from(["甲", "乙", "丙", "丁"])
MONTHS = st.sampled_from(["2031-01", "2031-02"])
AMOUNTS = st.integers(0, 9).map(lambda yuan: f"{yuan}.00")
ROWS = st.dictionaries(st.tuples(PEOPLE, MONTHS), AMOUNTS, max_size=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["upsert", "replace"]), ROWS),
        st.tuples(st.just("append"), ROWS),
        st.tuples(st.just("rollback"), st.integers(0, 9)),
        st.tuples(st.just("erase"), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_the_store_holds_what_a_dict_would(open_office, steps):
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder) / "workspace")
        now: dict[tuple[str, str], tuple[str, int]] = {}
        states: dict[int, dict] = {}
        for what, detail in steps:
            if what == "rollback":
                if not states:
                    continue
                chosen = sorted(states)[detail % len(states)]
                office.store.rollback("pension", chosen)
                now = states[chosen]
            elif what == "erase":
                if not states:
                    continue
                batch = 1 + detail % office.store.history("pension")[-1].number
                now = {key: row for key, row in now.items() if row[1] >> 44 != batch}
                office.store.erase(office.table, [batch])
                states = {office.store.snapshot("pension").id: now}
            else:
                now = load(office, what, detail, now)
                states[office.store.snapshot("pension").id] = now
            assert office.held() == now
        for snapshot, expected in states.items():
            assert office.held(snapshot) == expected
        assert office.store.clean().files == 0
        office.store.close()


def load(office, mode: str, rows: dict, now: dict) -> dict:
    """Load rows and say what must be held; an append brings only keys that are not there."""
    if mode == "append":
        rows = {key: amount for key, amount in rows.items() if key not in now}
    snapshot = office.load(mode, *[(*key, amount) for key, amount in rows.items()])
    batch = snapshot.delivery.batch
    new = {
        key: (amount, batch << 44 | 1 << 32 | place)
        for place, (key, amount) in enumerate(rows.items(), start=2)
    }
    return new if mode == "replace" else now | new
