with last as (
  select distinct doc_id, ordinal
  from sentences
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal
from last;
