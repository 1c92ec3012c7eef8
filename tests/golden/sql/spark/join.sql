with last as (
  select l.doc_id, l.ordinal, r.decided_date, r.fine as earlier_fine, l._row
  from sentences as l
    left join priors as r on l.doc_id = r.doc_id and l.ordinal = r.ordinal
)
select row_number() over (order by doc_id, ordinal) as _clue,
  doc_id,
  ordinal,
  decided_date,
  earlier_fine,
  _row,
  earlier_fine as _amount,
  decided_date as _occurred
from last;
