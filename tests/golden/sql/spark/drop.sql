with last as (
  select doc_id, ordinal, _row
  from sentences
  where (fine > 0 or months > 36) is not true
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, _row
from last;
