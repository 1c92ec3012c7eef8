with each as (
  select s.doc_id, s.ordinal, e.charge
  from sentences as s lateral view explode(s.charges) e as charge
),
one as (
  select doc_id, ordinal
  from each
  where charge in ('盗窃罪', '抢劫罪')
),
last as (
  select distinct doc_id, ordinal
  from one
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal
from last;
