with last as (
  select doc_id,
    ordinal,
    _row,
    cast((case when fine > 20000 then 2 else 0 end + case when months > 120 then 1 else 0 end) as bigint) as score,
    coalesce((fine > 20000), false) as fired_high,
    fine as value_high,
    coalesce((months > 120), false) as fired_long
  from sentences
  where (case when fine > 20000 then 2 else 0 end + case when months > 120 then 1 else 0 end) >= 2
)
select row_number() over (order by doc_id, ordinal) as _clue,
  doc_id,
  ordinal,
  score,
  fired_high,
  value_high,
  fired_long,
  _row,
  score as _amount
from last;
