with last as (
  select doc_id, ordinal, _row, p
  from (
    select doc_id,
      ordinal,
      _row,
      cast(row_number() over (partition by name, doc_id order by starts desc nulls last, _row desc nulls last) as bigint) as n,
      cast(count(*) over (partition by name, doc_id order by starts range between interval '30' day preceding and current row) as bigint) as m,
      cast(lag(fine) over (partition by name, doc_id order by starts nulls last, _row nulls last) as decimal(18,2)) as p
    from sentences
  ) as w
  where n = 1 and m > 1
)
select row_number() over (order by doc_id, ordinal) as _clue, doc_id, ordinal, p, _row, p as _amount
from last;
