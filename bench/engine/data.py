"""Ten million invented rows shaped like facts: judgments, sentences, counts, enforcement cases."""

from pathlib import Path

import duckdb

CHARGES = [
    "盗窃罪",
    "诈骗罪",
    "故意伤害罪",
    "危险驾驶罪",
    "寻衅滋事罪",
    "开设赌场罪",
    "职务侵占罪",
    "贩卖毒品罪",
]


def write(folder: Path, rows: int, *, seed: int = 7) -> None:
    """Write ``judgment``, ``judgment_sentence``, ``judgment_count``, ``enforcement_case``.

    ``rows`` sentences and counts, one for each of ``rows`` documents; three of four fined documents
    have an enforcement case within 25 days, the others late, never, or not yet.
    """
    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute("set preserve_insertion_order=true")
    connection.execute(f"""
        create macro chance(i, salt) as (hash(i * 31 + {seed} * 1000003 + salt) % 1000000) / 1000000.0;
        create macro on_day(i, salt) as date '2016-01-01' + (chance(i, salt) * 2500)::int;
    """)
    copy = "to '{}' (format parquet, compression zstd, row_group_size 122880)"
    listed = ", ".join(f"'{charge}'" for charge in CHARGES)

    def out(table: str, select: str) -> None:
        connection.execute(f"copy ({select}) {copy.format(folder / (table + '.parquet'))}")

    out(
        "judgment",
        f"""select 'd' || lpad(i::varchar, 9, '0') as doc_id, '甲省' || (i % 3000) || '法院' as court,
        '（2019）甲' || lpad((i % 3000)::varchar, 4, '0') || '刑初' || i || '号' as case_number,
        'judgment' as document_kind, 'criminal' as case_kind, 'first' as instance,
        on_day(i, 1) as judged_date, on_day(i, 1) + 11 as effective_date, 'read' as status
        from range({rows}) t(i)""",
    )
    out(
        "judgment_sentence",
        f"""select 'd' || lpad(i::varchar, 9, '0') as doc_id, 1::int as ordinal, '某' || (i % 99991) as name,
        'person' as kind, 'convicted' as outcome, 'fixed_term' as penalty_kind,
        (6 + chance(i, 2) * 60)::int as months, 0::int as days,
        case when chance(i, 3) < 0.65 then (1 + (chance(i, 4) * 40)::int) * 1000 end::decimal(18, 2) as fine,
        chance(i, 5) < 0.1 as fine_paid from range({rows}) t(i)""",
    )
    out(
        "judgment_count",
        f"""select 'd' || lpad(i::varchar, 9, '0') as doc_id, 1::int as ordinal, 1::int as count_ordinal,
        [{listed}][(1 + chance(i, 6) * 7.99)::int] as charge, on_day(i, 1) - 200 as offence_from,
        on_day(i, 1) - 190 as offence_to, 'fixed_term' as penalty_kind,
        case when chance(i, 7) < 0.001 then 400 else (6 + chance(i, 2) * 28)::int end as months, 0::int as days
        from range({rows}) t(i)""",
    )
    out(
        "enforcement_case",
        f"""select '（2019）甲' || lpad((i % 3000)::varchar, 4, '0') || '执' || i || '号' as exec_no,
        '甲省' || (i % 3000) || '法院' as court,
        '（2019）甲' || lpad((i % 3000)::varchar, 4, '0') || '刑初' || i || '号' as basis_no,
        on_day(i, 1) + 11 + (case when chance(i, 8) < 0.998 then chance(i, 9) * 25 else 60 end)::int as file_date
        from range({rows}) t(i) where chance(i, 10) < 0.9995""",
    )
    (folder / "done").touch()
