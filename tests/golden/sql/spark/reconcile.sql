with last as (
  select coalesce(l.k0, r.k0) as exec_no,
    cast(coalesce(l.v, 0) - coalesce(r.v, 0) as decimal(38,4)) as difference
  from (select exec_no as k0, cast(coalesce(sum(amount), 0) as decimal(38,4)) as v from owed where exec_no is not null group by exec_no) as l
    full join (select basis_no as k0, cast(coalesce(sum(paid), 0) as decimal(38,4)) as v from paid where basis_no is not null group by basis_no) as r on l.k0 = r.k0
  where abs(coalesce(l.v, 0) - coalesce(r.v, 0)) > 0.5
)
select row_number() over (order by exec_no) as _clue, exec_no, difference, difference as _amount
from last;
