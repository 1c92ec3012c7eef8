with last as (
  select doc_id, ordinal, total
  from (
    select doc_id, ordinal, count(*) as n, cast(sum(fine) as decimal(38,2)) as total
    from sentences
    group by doc_id, ordinal
  ) as g
  where n > 1
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, total, total as _amount
from last;
