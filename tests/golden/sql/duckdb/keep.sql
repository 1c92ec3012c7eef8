with last as (
  select doc_id, ordinal, months, fine, _row
  from sentences
  where (months > 36 and fine is null)
    and ((months > 36 and fine is null) is null) is not true
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, months, fine, _row
from last;
