-- What leaves the shelves of the own pharmacies: every final active fill, and supplies used at the counter.
-- Stock is planned in cycles of 28 days; three cycles are served from one lot per warehouse and item.
create table issue as
with filled as (
    select f.fill_no as issue_no, f.pharmacy_no, f.drug_no as item_no, f.fill_date as day, f.quantity
    from fill as f
    inner join (select distinct pattern, final from ref_fill_pattern) as p on f.pattern = p.pattern
    where p.final = 'active' and f.pharmacy_no < 1000
),

used as (
    select
        1000000000 + (p.pharmacy_no * 256 + i.item_no) * 4096 + d.step as issue_no,
        p.pharmacy_no,
        i.item_no,
        getvariable('start_date')
        + cast(d.step * 14 + pick((p.pharmacy_no * 256 + i.item_no) * 4096 + d.step, 'use', 10) as integer) as day,
        1 + pick((p.pharmacy_no * 256 + i.item_no) * 4096 + d.step, 'units', 20) as quantity,
    from range(1, getvariable('pharmacies') + 1) as p(pharmacy_no)
    cross join range(0, getvariable('period_days') // 14) as d(step)
    inner join item as i on i.item_type <> 'drug' and i.uom_kind in ('chain', 'vendor')
)

select
    m.issue_no, m.pharmacy_no, m.item_no, m.day, m.quantity,
    1 + m.pharmacy_no % 2 as warehouse_no,
    cast(round(m.quantity * i.base_factor) as bigint) as base_quantity,
    (m.day - getvariable('start_date')) // 28 as cycle_no,
from (select * from filled union all select * from used) as m
inner join item as i on m.item_no = i.item_no
order by m.issue_no;

-- Replenishment of a pharmacy: cover the cycle, and keep a safety stock except in the last cycle of a lot.
create table replenishment as
with cycles as (
    select pharmacy_no, item_no, cycle_no, cast(sum(base_quantity) as bigint) as need
    from issue
    group by pharmacy_no, item_no, cycle_no
),

stocked as (
    select pharmacy_no, item_no, cast(ceil(sum(need) * 28.0 / getvariable('period_days')) as bigint) as mean_need
    from cycles
    group by pharmacy_no, item_no
),

grid as (
    select
        s.pharmacy_no, s.item_no, c.cycle_no,
        coalesce(n.need, 0) as need,
        c.cycle_no // 3 as lot_period,
        case
            when c.cycle_no % 3 = 2 and c.cycle_no < getvariable('cycles') - 1 then 0
            when i.ingredients = 'albuterol'
                and c.cycle_no * 28 >= getvariable('shortage_share') * getvariable('period_days') then 0
            else s.mean_need
        end as safety,
        s.mean_need,
    from stocked as s
    inner join item as i on s.item_no = i.item_no
    cross join range(0, getvariable('cycles')) as c(cycle_no)
    left join cycles as n on s.pharmacy_no = n.pharmacy_no and s.item_no = n.item_no and c.cycle_no = n.cycle_no
),

targeted as (
    select
        *,
        cast(sum(need) over (partition by pharmacy_no, item_no, lot_period order by cycle_no) as bigint)
            + safety as target,
    from grid
),

reached as (
    select
        *,
        max(target) over (partition by pharmacy_no, item_no, lot_period order by cycle_no) as level,
    from targeted
)

select
    (pharmacy_no * 256 + item_no) * 256 + cycle_no as replenishment_no,
    pharmacy_no, item_no, cycle_no, lot_period, mean_need,
    1 + pharmacy_no % 2 as warehouse_no,
    level - coalesce(lag(level) over (partition by pharmacy_no, item_no, lot_period order by cycle_no), 0) as quantity,
    getvariable('start_date') + cast(cycle_no * 28 as integer) as arrives,
    getvariable('start_date') + cast(cycle_no * 28 as integer) - 1
    - pick((pharmacy_no * 256 + item_no) * 256 + cycle_no, 'on the way', 3) as leaves,
from reached
union all
-- on the way when the period ends
select
    (pharmacy_no * 256 + item_no) * 256 + cycle_no + 1 as replenishment_no,
    pharmacy_no, item_no, cycle_no + 1 as cycle_no, lot_period, mean_need,
    1 + pharmacy_no % 2 as warehouse_no,
    mean_need as quantity,
    null as arrives,
    getvariable('end_date') - pick(pharmacy_no * 256 + item_no, 'leaves', 3) as leaves,
from reached
where cycle_no = getvariable('cycles') - 1 and u(pharmacy_no * 256 + item_no, 'in transit') < 0.25
order by replenishment_no;
