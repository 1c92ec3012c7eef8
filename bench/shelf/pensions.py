"""Invented pension payments and prisoners, as delivered: Parquet files in random order."""

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

BATCH = 100_000


def write(folder: Path, payments: int, prisoners: int, *, seed: int = 7) -> None:
    """``pension_payment`` (20 months a person) and ``prison_inmate``, of people four times as many
    as prisoners: about one pensioner in four has been in prison, for some of the months.
    """
    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(f"""
        set memory_limit = '3GB'; set temp_directory = '{folder / "spill"}';
        create macro chance(i, salt) as (hash(i * 31 + {seed} * 1000003 + salt) % 1000000) / 1000000.0;
        create macro citizen(i) as
          lpad((110101 + hash(i, 1) % 500000)::varchar, 6, '0')
          || strftime(date '1930-01-01' + (hash(i, 2) % 18000)::int, '%Y%m%d')
          || lpad((i % 10000)::varchar, 4, '0');
        create macro surname(i) as '赵钱孙李周吴郑王'[(1 + hash(i, 3) % 8)::int] || '某';
    """)
    people = max(prisoners * 4, payments // 20)
    copy = "(format parquet, compression zstd, row_group_size 122880)"
    connection.execute(f"""copy (
        select '某市社会保险中心' || (person % 40) as agency, (990101 + person % 40)::varchar as division,
          surname(person) as name, citizen(person) as citizen_id, 'staff' as scheme, 'basic' as item,
          date '2022-01-01' + to_months(month::int)::interval as stamp, stamp::date as pay_month,
          (1500 + chance(person, 4) * 4000)::decimal(18, 2) as amount, pay_month + 14 as pay_date
        from (select i % {payments // 20} * {people // (payments // 20)} as person, i // {payments // 20} as month
              from range({payments}) t(i))
        order by hash(person, month, 5)
      ) to '{folder / "pension_payment.parquet"}' {copy}""")
    connection.execute(f"""copy (
        select '9' || lpad(i::varchar, 9, '0') as prisoner_no, '某监狱' || (i % 9) as prison,
          surname(i * 4) as name, citizen(i * 4) as citizen_id,
          date '2018-01-01' + (chance(i, 6) * 2500)::int as admit_date,
          admit_date + 180 + (chance(i, 7) * 1500)::int as end_date,
          case when end_date < date '2024-01-01' then end_date end as leave_date
        from range({prisoners}) t(i) order by hash(i, 8)
      ) to '{folder / "prison_inmate.parquet"}' {copy}""")
    (folder / "done").touch()


def delivered(folder: Path, table: str, batch: int) -> Iterator[pa.RecordBatch]:
    """The rows of a file as normalising hands them over: with ``_row``, in the file's order."""
    row = batch << 44 | 1 << 32 | 2
    drop = {"stamp"}
    reader = pq.ParquetFile(folder / f"{table}.parquet", pre_buffer=False)
    for part in reader.iter_batches(BATCH):
        kept = part.select([name for name in part.schema.names if name not in drop])
        numbers = pa.array(range(row, row + part.num_rows), pa.int64())
        row += part.num_rows
        yield kept.append_column("_row", numbers)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
