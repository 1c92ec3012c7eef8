with placed as (
  select l.doc_id, l.text, r.court, l._row
  from papers as l
    join judgments as r on l.doc_id = r.doc_id
)
select _row, text, court
from placed;
with placed as (
  select l.doc_id, l.text, r.court, l._row
  from papers as l
    join judgments as r on l.doc_id = r.doc_id
),
last as (
  select l.doc_id,
    l.court,
    r.doc_id as other_doc,
    p.similarity,
    p.shared_length,
    p.shared_passages,
    p.other_shared_passages
  from placed as l
    join _p_last as p on l._row = p._l__row
    join placed as r on r._row = p._r__row
)
select row_number() over (order by doc_id, other_doc, court) as _clue,
  doc_id,
  court,
  other_doc,
  similarity,
  shared_length,
  shared_passages,
  other_shared_passages,
  similarity as _amount
from last;
