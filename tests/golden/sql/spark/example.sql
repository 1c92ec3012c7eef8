with fined as (
  select l.doc_id,
    l.ordinal,
    l.name,
    l.fine,
    l.fine_paid,
    r.court,
    r.case_number,
    r.effective_date,
    l._row
  from sentences as l
    join judgments as r on l.doc_id = r.doc_id
),
owed as (
  select doc_id, ordinal, name, fine, fine_paid, court, case_number, effective_date, _row
  from (
    select doc_id, ordinal, name, fine, fine_paid, court, case_number, effective_date, _row
    from fined
    where fine > 0 and effective_date is not null
  ) as q
  where fine_paid is not true
),
untouched as (
  select e.doc_id,
    e.ordinal,
    e.name,
    e.fine,
    e.court,
    e.case_number,
    e.effective_date,
    e._row,
    datediff(date '2024-06-30', e.effective_date) as days_waiting
  from owed as e
    left join _covers_enforcement as c1 on c1.scope = e.court
    anti join (
      select e._row
      from owed as e
      join enforcement as x on e.case_number = x.basis_no
      where x.file_date between e.effective_date and date_add(e.effective_date, 30)
    ) as a on a._row = e._row
  where e.case_number is not null
    and e.effective_date >= c1.covers_from
    and date_add(e.effective_date, 30) <= c1.covers_to
    and date_add(e.effective_date, 30) < date '2024-06-30'
)
select row_number() over (order by case_number, ordinal, court, effective_date) as _clue,
  doc_id,
  ordinal,
  name,
  fine,
  court,
  case_number,
  effective_date,
  days_waiting,
  _row,
  fine as _amount,
  effective_date as _occurred
from untouched;
