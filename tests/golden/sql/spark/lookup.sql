with last as (
  select s.doc_id, s.ordinal, s.count_ordinal, s._row, v.max_months
  from counts as s
    join _dated_charge_rule as v on s.charge = v.charge and s.offence_to >= coalesce(v.valid_from, date '0001-01-01') and s.offence_to < coalesce(v.valid_to, date '9999-12-31')
)
select row_number() over (order by doc_id, ordinal, count_ordinal) as _clue,
  doc_id,
  ordinal,
  count_ordinal,
  max_months,
  _row,
  max_months as _amount
from last;
