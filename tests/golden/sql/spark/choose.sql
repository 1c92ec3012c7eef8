with last as (
  select doc_id, ordinal, name as who, _row
  from sentences
)
select row_number() over (order by doc_id, ordinal, who) as _clue, doc_id, ordinal, who, _row
from last;
