select _row, name, citizen_id
from parties;
select _row, debtor, debtor_id
from debtors;
with last as (
  select l.doc_id,
    l.ordinal,
    l.name,
    l.citizen_id,
    r.exec_no,
    r.court,
    r.debtor as other_name,
    p.level_name,
    p.weight_name,
    r.debtor_id as other_citizen_id,
    p.level_citizen_id,
    p.weight_citizen_id,
    p.match_probability,
    p.match_weight,
    p.judged
  from parties as l
    join _p_last as p on l._row = p._l__row
    join debtors as r on r._row = p._r__row
)
select row_number() over (order by doc_id, ordinal, exec_no, court) as _clue,
  doc_id,
  ordinal,
  name,
  citizen_id,
  exec_no,
  court,
  other_name,
  level_name,
  weight_name,
  other_citizen_id,
  level_citizen_id,
  weight_citizen_id,
  match_probability,
  match_weight,
  judged
from last;
