with `all` as (
  select doc_id,
    ordinal,
    _row,
    cast(datediff(ends, date_add(add_months(starts, cast(months as int)), cast((-1) as int))) as int) as off
  from sentences
),
last as (
  select doc_id, ordinal, _row, off
  from `all`
  where abs(off) > 1
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, off, _row
from last;
