with `all` as (
  select s.doc_id, s.ordinal, s.count_ordinal, s.fine, v.fine_obligatory
  from counts as s
    join _dated_charge_rule as v on s.charge = v.charge and (v.valid_from is null or coalesce(s.offence_to, date '2026-01-01') is null or v.valid_from <= coalesce(s.offence_to, date '2026-01-01')) and (v.valid_to is null or s.offence_to is null or s.offence_to < v.valid_to)
),
last as (
  select doc_id, ordinal, count_ordinal
  from (
    select doc_id,
      ordinal,
      count_ordinal,
      bool_and(coalesce((fine_obligatory and fine is null), false)) as _all,
      bool_or(coalesce((fine_obligatory and fine is null), true)) as _some
    from `all`
    group by doc_id, ordinal, count_ordinal
  ) as g
  where _all
)
select row_number() over (order by doc_id, ordinal, count_ordinal) as _clue,
  doc_id,
  ordinal,
  count_ordinal
from last;
