with "both" as (
  select doc_id, ordinal, fine
  from (
    select doc_id, ordinal, fine from sentences
    union all
    select doc_id, ordinal, fine from priors
  ) as u
),
last as (
  select doc_id, ordinal, cast(sum(fine) as decimal(38,2)) as total
  from "both"
  group by doc_id, ordinal
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, total, total as _amount
from last;
