with last as (
  select doc_id, ordinal, release_date, _row
  from (
    select a.doc_id,
      a.ordinal,
      b.release_date,
      a._row,
      row_number() over (partition by a._row order by b.release_date, b._row) as _rank
    from sentences as a
      join priors as b on a.doc_id = b.doc_id and a.ordinal = b.ordinal and b.release_date >= a.starts
  ) as f
  where _rank = 1
)
select row_number() over (order by doc_id, ordinal) as _clue,
  doc_id,
  ordinal,
  release_date,
  _row,
  release_date as _occurred
from last;
