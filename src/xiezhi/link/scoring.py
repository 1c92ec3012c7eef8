"""Pairs with levels and weights, by Splink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.link.compare import method_sql
from xiezhi.link.rows import ID
from xiezhi.rulebook.comparisons import DIFFERENT, UNKNOWN_LEVEL, comparisons

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from xiezhi.link.plan import Comparing, MatchPlan
    from xiezhi.link.rows import SideRows

__all__ = ["nothing_scored", "score", "splink_settings"]

_WEIGHT = pa.decimal128(18, 4)


def score(
    rows: SideRows,
    plan: MatchPlan,
    connection: duckdb.DuckDBPyConnection,
    only: Sequence[tuple[int, int]] | None = None,
) -> pa.Table:
    """Score the pairs that the keys propose; those that reach the threshold come back.

    Args:
        rows: Both sides.
        plan: What is compared, how much is enough.
        connection: Where.
        only: Pairs to score instead, whatever they reach.

    Returns:
        ``left``, ``right``, ``level_<id>``, ``weight_<id>``, ``match_probability``,
        ``match_weight``.
    """
    from splink import DuckDBAPI, Linker

    api: Any = DuckDBAPI(connection)
    names = {side: side for side in rows.sides}
    if only is not None:
        names = _narrowed(rows, only, connection)
    registered = [
        api.register(name, table_name=f"_link_in_{place}")
        for place, name in enumerate(names.values())
    ]
    linker = Linker(
        registered,
        splink_settings(rows, plan, everything=only is not None),
        log_level=None,
        validate_settings=False,  # they are our own; the check parses every level once more
    )
    for column, table in rows.frequencies.items():
        linker.table_management.register_term_frequency_lookup(
            api.register(table, table_name=f"_link_in_{column}"), column
        )
    predicted: Any = linker.inference.predict(
        threshold_match_probability=plan.least if only is None else None, warning_mode="never"
    )
    try:
        found = _links(predicted.physical_name, rows, plan, connection)
    finally:
        api.delete_tables_created_by_splink_from_db()
        if only is not None:
            for name in names.values():
                connection.execute(f"drop table if exists {name}")
    if only is None:
        return found
    wanted = set(only)
    pairs = zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True)
    return found.filter(pa.array([pair in wanted for pair in pairs], pa.bool_()))


def nothing_scored(plan: MatchPlan) -> pa.Table:
    """What ``score`` answers when the keys propose no pair."""
    fields = [("left", pa.int64()), ("right", pa.int64())]
    for one in plan.compare:
        fields += [(f"level_{one.id}", pa.string()), (f"weight_{one.id}", _WEIGHT)]
    fields += [("match_probability", pa.float64()), ("match_weight", _WEIGHT)]
    return pa.schema(fields).empty_table()


def _narrowed(
    rows: SideRows, only: Sequence[tuple[int, int]], connection: duckdb.DuckDBPyConnection
) -> dict[str, str]:
    """The rows of some pairs alone."""
    places = [{pair[0] for pair in only}, {pair[1] for pair in only}]
    if rows.one_side:
        places = [places[0] | places[1]]
    names = {}
    for side, wanted in zip(rows.sides, places, strict=True):
        listed = ", ".join(map(str, sorted(wanted)))
        names[side] = f"{side}_some"
        connection.execute(
            f"create or replace table {side}_some as select * from {side} where {ID} in ({listed})"
        )
    return names


def splink_settings(rows: SideRows, plan: MatchPlan, *, everything: bool) -> Any:
    """What Splink is asked: levels, weights, keys, the prior; ``everything`` pairs all rows."""
    from splink import SettingsCreator, block_on
    from splink.blocking_rule_library import CustomRule

    rules: list[Any] = (
        [CustomRule("1 = 1")]
        if everything
        else [block_on(*(f'"{column}"' for column in key)) for key in rows.keys]
    )
    return SettingsCreator(
        link_type="dedupe_only" if rows.one_side else "link_only",
        comparisons=[_comparison(one, rows) for one in plan.compare],
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=1 / plan.among,
        unique_id_column_name=ID,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(one: Comparing, rows: SideRows) -> Any:
    from splink.comparison_level_library import CustomLevel
    from splink.comparison_library import CustomComparison

    column = rows.columns[one.id]
    method = comparisons().methods[one.method]
    levels: list[Any] = [
        CustomLevel(f"{column}_l is null or {column}_r is null", UNKNOWN_LEVEL).configure(
            is_null_level=True
        )
    ]
    for word, condition in method_sql(one.method).conditions(column):
        known = method.level(word)
        level = CustomLevel(condition, word).configure(m_probability=known.m, u_probability=known.u)
        if known.frequency:
            level.configure(tf_adjustment_column=column, disable_tf_exact_match_detection=True)
        levels.append(level)
    rest = method.level(DIFFERENT)
    levels.append(
        CustomLevel("ELSE", DIFFERENT).configure(m_probability=rest.m, u_probability=rest.u)
    )
    return CustomComparison(output_column_name=column, comparison_levels=levels)


def _links(
    name: str, rows: SideRows, plan: MatchPlan, connection: duckdb.DuckDBPyConnection
) -> pa.Table:
    """The scored pairs by place, levels as words, weights to four decimals."""
    chosen = [f'"{ID}_l" as "left"', f'"{ID}_r" as "right"']
    for one in plan.compare:
        column = rows.columns[one.id]
        method = comparisons().methods[one.method]
        words = [word for word, _ in method_sql(one.method).levels]
        numbers = range(len(words), 0, -1)
        whens = " ".join(
            f"when {number} then '{word}'" for number, word in zip(numbers, words, strict=True)
        )
        chosen.append(
            f"case gamma_{column} {whens} when 0 then '{DIFFERENT}' else '{UNKNOWN_LEVEL}' end "
            f'as "level_{one.id}"'
        )
        weight = f"mw_{column}"
        if any(level.frequency for level in method.levels):
            weight += f" + coalesce(mw_tf_adj_{column}, 0)"
        chosen.append(f'cast({weight} as decimal(18,4)) as "weight_{one.id}"')
    chosen.append("round(match_probability, 6) as match_probability")
    chosen.append("cast(match_weight as decimal(18,4)) as match_weight")
    found: pa.Table = connection.sql(
        f"select {', '.join(chosen)} from {name} order by 1, 2"
    ).to_arrow_table()
    return found
