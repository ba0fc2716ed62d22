-- Changes of the member id: chains, forks, rows to itself and cycles. Suffix 9 is an id given by mistake.
create table id_change as
with changes as (
    select pid, pid * 10 as prior, pid * 10 + 1 as current, change_1 as day, null as fault
    from person
    where id_changes >= 1
    union all
    select pid, pid * 10 + 1 as prior, pid * 10 + 2 as current, change_2 as day, null as fault
    from person
    where id_changes >= 2
    union all
    select pid, pid * 10 + 2 as prior, pid * 10 + 3 as current, change_3 as day, null as fault
    from person
    where id_changes >= 3
    union all
    select pid, pid * 10 as prior, pid * 10 + 9 as current, change_1 - 40 as day, 'xref_superseded' as fault
    from person
    where identity_kind = 'fork'
    union all
    select pid, pid * 10 as prior, pid * 10 as current, change_1 as day, 'xref_self' as fault
    from person
    where identity_kind = 'self'
    union all
    select pid, pid * 10 as prior, pid * 10 + 9 as current, change_1 as day, 'xref_cycle' as fault
    from person
    where identity_kind = 'cycle'
    union all
    select pid, pid * 10 + 9 as prior, pid * 10 as current, change_2 as day, 'xref_cycle' as fault
    from person
    where identity_kind = 'cycle'
)

select *, last_day(day) as extract_date
from changes
order by prior, current;
