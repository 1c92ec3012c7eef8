with last as (
  select e.exec_no,
    e._row,
    (select max(_x.day) from _workday as _w join _workday as _x on _x.n = _w.n + 7 where _w.day = e.transfer_date and _x.workday) as due_date
  from owed as e
    cross join _covers_answers as c1
    anti join (
      select e._row
      from owed as e
      join answers as x on e.exec_no = x.basis_no
      where x.file_date between e.transfer_date and (select max(_x.day) from _workday as _w join _workday as _x on _x.n = _w.n + 7 where _w.day = e.transfer_date and _x.workday)
    ) as a on a._row = e._row
  where e.exec_no is not null
    and e.transfer_date >= c1.covers_from
    and (select max(_x.day) from _workday as _w join _workday as _x on _x.n = _w.n + 7 where _w.day = e.transfer_date and _x.workday) <= c1.covers_to
    and (select max(_x.day) from _workday as _w join _workday as _x on _x.n = _w.n + 7 where _w.day = e.transfer_date and _x.workday) < date '2024-06-30'
)
select row_number() over (order by exec_no) as _clue, exec_no, due_date, _row, due_date as _occurred
from last;
