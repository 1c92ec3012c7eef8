with last as (
  select doc_id, ordinal, other_doc
  from (
    select l.doc_id as doc_id, l.ordinal as ordinal, r.doc_id as other_doc from parties as l
      join others as r on l.citizen_id = r.citizen_id
    union all
    select l.doc_id as doc_id, l.ordinal as ordinal, r.doc_id as other_doc from parties as l
      anti join others as n1 on l.citizen_id = n1.citizen_id
      join others as r on l.name = r.name and l.birth_date = r.birth_date
  ) as u
)
select row_number() over (order by doc_id, ordinal, other_doc) as _clue, doc_id, ordinal, other_doc
from last;
