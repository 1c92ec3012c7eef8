"""Groups: what belongs together, and what a person parts or joins."""

from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from xiezhi.link.clusters import Decided, clustered
from xiezhi.link.components import components


def links(*pairs: tuple[int, int, int], judged: tuple[int, ...] = ()) -> pa.Table:
    return pa.table(
        {
            "left": pa.array([one for one, _, _ in pairs], pa.int64()),
            "right": pa.array([other for _, other, _ in pairs], pa.int64()),
            "match_weight": pa.array([Decimal(weight) for *_, weight in pairs], pa.decimal128(18, 4)),
            "judged": pa.array([place in judged for place in range(len(pairs))], pa.bool_()),
        }
    )  # fmt: skip


def shown(table: pa.Table) -> list[tuple[int, ...]]:
    names = ["left", "right", "cluster", "cluster_size"]
    return [tuple(row.values()) for row in table.select(names).to_pylist()]


def test_rows_of_two_sides_form_groups():
    found = clustered(links((0, 0, 5), (1, 0, 5), (2, 1, 5)), (), 3, same_side=False)
    assert shown(found) == [(0, 0, 0, 3), (1, 0, 0, 3), (2, 1, 2, 2)]


def test_what_was_parted_falls_apart_at_its_weakest_link():
    chain = links((0, 1, 9), (1, 2, 3), (2, 3, 8))
    assert len(shown(clustered(chain, (), 4, same_side=True))) == 3
    apart = clustered(chain, [Decided((0, 3), same=False)], 4, same_side=True)
    assert shown(apart) == [(0, 1, 0, 2), (2, 3, 2, 2)]


def test_a_persons_link_outlasts_stronger_ones():
    chain = links((0, 1, 9), (1, 2, 3), (2, 3, 8), judged=(1,))
    apart = clustered(chain, [Decided((0, 3), same=False)], 4, same_side=True)
    assert [row[:2] for row in shown(apart)] == [(0, 1), (1, 2)]


def test_a_link_decided_to_be_none_goes():
    found = clustered(links((0, 1, 9)), [Decided((0, 1), same=False)], 2, same_side=True)
    assert shown(found) == []


def test_nothing_makes_no_groups():
    assert shown(clustered(links(), (), 0, same_side=True)) == []


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(pairs, st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=3))
def test_rows_parted_never_share_a_group(given_pairs, parted):
    table = links(*[(a, b, a + b) for a, b in given_pairs if a != b])
    decided = [Decided((min(p), max(p)), same=False) for p in parted if p[0] != p[1]]
    groups: dict[int, int] = {}
    for left, right, cluster, _ in shown(clustered(table, decided, 8, same_side=True)):
        groups[left] = groups[right] = cluster
    for one in decided:
        a, b = one.pair
        assert a not in groups or b not in groups or groups[a] != groups[b]


def test_nodes_that_share_a_thing_are_connected():
    rows = pa.table(
        {"firm": ["B", "A", "C", "D", None, "E"], "phone": ["1", "1", "1", "2", "2", None]}
    )
    found = components(rows, alike=False).to_pylist()
    assert [(row["node"], row["component"], row["component_size"]) for row in found] == [
        ("A", "A", 3),
        ("B", "A", 3),
        ("C", "A", 3),
        ("D", "D", 1),
    ]
    assert [row["degree"] for row in found] == [1, 1, 1, 1]


def test_pairs_of_one_kind_count_once_in_either_direction():
    rows = pa.table({"one": ["A", "B", "B", "A"], "other": ["B", "A", "C", "A"]})
    found = components(rows, alike=True).to_pylist()
    assert [(row["node"], row["degree"], row["component_pairs"]) for row in found] == [
        ("A", 1, 3),
        ("B", 2, 3),
        ("C", 1, 3),
    ]


names = st.sampled_from("ABCDEFGH")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, names), max_size=12))
def test_components_are_what_walking_finds(edges):
    near: dict[str, set[str]] = {}
    for a, b in edges:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    expected = {}
    for node in near:
        seen, open_ = {node}, [node]
        while open_:
            new = near[open_.pop()] - seen
            seen |= new
            open_ += sorted(new)
        expected[node] = (min(seen), len(seen))
    rows = pa.table({"a": pa.array([a for a, _ in edges], pa.string()),
                     "b": pa.array([b for _, b in edges], pa.string())})  # fmt: skip
    found = components(rows, alike=True).to_pylist()
    assert {row["node"]: (row["component"], row["component_size"]) for row in found} == expected
