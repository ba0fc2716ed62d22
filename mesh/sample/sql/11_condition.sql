-- Chronic conditions of a person by age; groups holds the diagnosis group of each.
create table person_condition as
select
    p.pid,
    c.id as condition_no,
    c.condition,
    g.group_no,
from person as p
cross join ref_condition as c
inner join dx_group as g on c.condition = g.dx_group
where
    u(p.pid * 100 + c.id, 'condition') < case
        when p.age_share < 0.17 then c.child
        when p.age_share < 0.44 then c.adult
        when p.age_share < 0.72 then c.middle
        else c.old
    end
order by p.pid, c.id;

create table person_burden as
select
    p.pid,
    coalesce(list(c.group_no order by c.condition_no) filter (where c.group_no is not null), []) as groups,
    count(c.group_no) as burden,
from person as p
left join person_condition as c on p.pid = c.pid
group by p.pid;
