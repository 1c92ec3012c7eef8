select uscc, phone
from firms;
with joined as (
  select p.component
  from _p_joined as p
  where p.component_size >= 3
),
last as (
  select component, count(*) as n
  from joined
  group by component
)
select row_number() over (order by component) as _clue, component, n, n as _amount
from last;
