with last__1 as (
  select doc_id as s_doc_id, ordinal as s_ordinal
  from sentences
),
last__2 as (
  select doc_id as p_doc_id, ordinal as p_ordinal, fine as p_fine
  from priors
),
last__3 as (
  select l.s_doc_id, l.s_ordinal, r.p_fine
  from last__1 as l
    join last__2 as r on l.s_doc_id = r.p_doc_id and l.s_ordinal = r.p_ordinal
),
last__4 as (
  select s_doc_id, s_ordinal
  from last__3
  where p_fine > 0
),
last__5 as (
  select s_doc_id, s_ordinal, n__
  from (
    select s_doc_id, s_ordinal, count(*) as n__
    from last__4
    group by s_doc_id, s_ordinal
  ) as g
  where n__ > 1
),
last as (
  select s_doc_id as doc_id, s_ordinal as ordinal, n__ as n
  from last__5
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, n, n as _amount
from last;
