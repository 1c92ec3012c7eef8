"""Three questions, each as a model, as hand-written SQL in its best shape, and in pandas."""

from pathlib import Path

import duckdb

MODELS = Path(__file__).parent / "models"

BY_HAND = {
    # a join with a group
    "fined-on-one-day": """
        select court, judged_date, count(*) persons, sum(fine) total
        from '{data}/judgment_sentence.parquet' join '{data}/judgment.parquet' using (doc_id)
        where fine >= 30000 group by all having count(*) >= 4""",
    # an absence within days: join and filter, then an anti join on the row (never NOT EXISTS with a range)
    "fine-not-enforced": """
        with owed as (
          select s.doc_id, s.ordinal, fine, court, case_number, effective_date
          from '{data}/judgment_sentence.parquet' s join '{data}/judgment.parquet' j using (doc_id)
          where fine > 0 and fine_paid is not true and effective_date is not null),
        answered as (
          select o.doc_id, o.ordinal from owed o join '{data}/enforcement_case.parquet' e on e.basis_no = o.case_number
          where e.file_date >= o.effective_date and e.file_date <= o.effective_date + 30)
        select * from owed anti join answered using (doc_id, ordinal)
        where effective_date between date '2015-01-01' and date '2024-01-01' - 31""",
    # the value of a dated table as of a day
    "above-the-maximum": """
        select c.doc_id, c.ordinal, c.count_ordinal, c.charge, c.months, r.max_months
        from '{data}/judgment_count.parquet' c join charge_rule r
          on r.charge = c.charge and (r.valid_from is null or c.offence_to >= r.valid_from)
          and (r.valid_to is null or c.offence_to < r.valid_to)
        where c.penalty_kind = 'fixed_term' and c.months > r.max_months""",
}
SINCE = """
    select s.doc_id, s.ordinal, s.months, court, judged_date
    from '{data}/judgment_sentence.parquet' s join '{data}/judgment.parquet' j using (doc_id)
    where judged_date >= date '{since}'"""
"""The question of the curve: how much evidence costs when more rows are cited."""

CURVE = {"0.1 %": "2022-11-04", "1 %": "2022-10-13", "10 %": "2022-03-01"}
"""Share of the sentences cited → first day; days of judgment are even over 2,500 days."""


def by_hand(question: str, data: Path, connection: duckdb.DuckDBPyConnection) -> int:
    """Rows of the hand-written query, fetched as the run fetches them."""
    query = BY_HAND.get(question, SINCE).format(data=data, since=question)
    return connection.sql(query).to_arrow_table().num_rows


def pandas_script(question: str, data: Path) -> int:
    """The same in pandas, column-pruned reads, as an analyst would write it."""
    import pandas as pd

    if question == "fined-on-one-day":
        sentences = pd.read_parquet(data / "judgment_sentence.parquet", columns=["doc_id", "fine"])
        judgments = pd.read_parquet(
            data / "judgment.parquet", columns=["doc_id", "court", "judged_date"]
        )
        high = sentences[sentences.fine.astype(float) >= 30000].merge(judgments, on="doc_id")
        grouped = high.groupby(["court", "judged_date"]).size()
        return int((grouped >= 4).sum())
    if question == "fine-not-enforced":
        sentences = pd.read_parquet(
            data / "judgment_sentence.parquet", columns=["doc_id", "ordinal", "fine", "fine_paid"]
        )
        judgments = pd.read_parquet(
            data / "judgment.parquet", columns=["doc_id", "court", "case_number", "effective_date"]
        )
        cases = pd.read_parquet(
            data / "enforcement_case.parquet", columns=["basis_no", "file_date"]
        )
        owed = sentences[(sentences.fine.astype(float) > 0) & ~sentences.fine_paid].merge(
            judgments, on="doc_id"
        )
        pairs = owed.merge(cases, left_on="case_number", right_on="basis_no")
        waited = (pd.to_datetime(pairs.file_date) - pd.to_datetime(pairs.effective_date)).dt.days
        answered = pairs[(waited >= 0) & (waited <= 30)].doc_id
        return int((~owed.doc_id.isin(answered)).sum())
    counts = pd.read_parquet(
        data / "judgment_count.parquet",
        columns=[
            "doc_id",
            "ordinal",
            "count_ordinal",
            "charge",
            "offence_to",
            "penalty_kind",
            "months",
        ],
    )
    rules = pd.read_parquet(data / "charge_rule.parquet")
    joined = counts[counts.penalty_kind == "fixed_term"].merge(rules, on="charge")
    day = pd.to_datetime(joined.offence_to)
    start = pd.to_datetime(joined.valid_from).fillna(pd.Timestamp("1900-01-01"))
    end = pd.to_datetime(joined.valid_to).fillna(pd.Timestamp("2100-01-01"))
    return int(((day >= start) & (day < end) & (joined.months > joined.max_months)).sum())
