with last as (
  select doc_id, ordinal, overlap_days, _row
  from (
    select doc_id,
      ordinal,
      _row,
      min(_b) as overlap_from,
      max(_e) as overlap_to,
      cast(sum(greatest(datediff(_e, greatest(_b, coalesce(date_add(_before, 1), _b))) + 1, 0)) as int) as overlap_days
    from (
      select doc_id,
        ordinal,
        _row,
        _b,
        _e,
        max(_e) over (partition by _row order by _b, _e rows between unbounded preceding and 1 preceding) as _before
      from (
        select l.doc_id,
          l.ordinal,
          l._row,
          case when l.starts is not null and r.`from` is not null then greatest(l.starts, r.`from`) end as _b,
          coalesce(least(l.ends, r.`to`), date '2024-06-30') as _e
        from sentences as l
          join custody as r on l.doc_id = r.doc_id and l.ordinal = r.ordinal
        where case when l.starts is not null and r.`from` is not null then greatest(l.starts, r.`from`) end <= coalesce(least(l.ends, r.`to`), date '2024-06-30')
      ) as p
    ) as m
    group by doc_id, ordinal, _row
  ) as o
  where overlap_days >= 1
)
select row_number() over (order by doc_id, ordinal) as _clue,
  doc_id,
  ordinal,
  overlap_days,
  _row,
  overlap_days as _amount
from last;
