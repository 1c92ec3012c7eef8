with last as (
  select e.exec_no, e._row, add_months(e.transfer_date, 2) as due_date
  from owed as e
    cross join _covers_answers as c1
    anti join (
      select e._row
      from owed as e
      join answers as x on e.exec_no = x.basis_no
      where x.file_date between e.transfer_date and add_months(e.transfer_date, 2)
    ) as a on a._row = e._row
  where e.exec_no is not null
    and e.transfer_date >= c1.covers_from
    and add_months(e.transfer_date, 2) <= c1.covers_to
    and add_months(e.transfer_date, 2) < date '2024-06-30'
)
select row_number() over (order by exec_no) as _clue, exec_no, due_date, _row, due_date as _occurred
from last;
