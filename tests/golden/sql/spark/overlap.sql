with last as (
  select l.doc_id,
    l.ordinal,
    r.`from` as held_from,
    (datediff(coalesce(least(l.ends, r.`to`), date '2024-06-30'), case when l.starts is not null and r.`from` is not null then greatest(l.starts, r.`from`) end) + 1) as overlap_days
  from sentences as l
    join custody as r on l.doc_id = r.doc_id and l.ordinal = r.ordinal
  where (datediff(coalesce(least(l.ends, r.`to`), date '2024-06-30'), case when l.starts is not null and r.`from` is not null then greatest(l.starts, r.`from`) end) + 1) >= 2
)
select row_number() over (order by doc_id, ordinal, held_from) as _clue,
  doc_id,
  ordinal,
  held_from,
  overlap_days,
  overlap_days as _amount
from last;
