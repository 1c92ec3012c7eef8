with "all" as (
  select doc_id,
    ordinal,
    _row,
    cast(cast(date_diff('day', (cast(starts + to_months(cast(months as integer)) as date) + cast((-1) as integer)), ends) as integer) as integer) as off
  from sentences
),
last as (
  select doc_id, ordinal, _row, off
  from "all"
  where abs(off) > 1
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, off, _row
from last;
