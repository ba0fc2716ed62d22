-- Recalls: the lot of a blood pressure drug, and that of a supply, that were dispensed most.
create table recalled_lot as
with issued as (
    select m.item_no, m.warehouse_no, m.lot_period, i.item_type, count(*) as issues
    from movement_flow as m
    inner join item as i on m.item_no = i.item_no
    where m.movement_type = 'ISSUE' and m.day < at_share(0.8)
        and (i.item_type = 'supply' or i.ingredients in ('metoprolol', 'losartan', 'lisinopril'))
    group by m.item_no, m.warehouse_no, m.lot_period, i.item_type
)

select
    row_number() over (order by item_type) as recall_no,
    case item_type when 'drug' then 'II' else 'III' end as recall_class,
    case item_type when 'drug' then 'Foreign particles found' else 'Packaging may not be sterile' end as reason,
    item_no, warehouse_no, lot_period,
from (
    select
        *, row_number() over (partition by item_type order by issues desc, item_no, warehouse_no, lot_period) as place
    from issued
)
where place = 1;

-- What is left of a lot when the next one has been in use for two months goes back or into the bin; now and then it is
-- forgotten on the shelf, and recalled lots wait to be fetched. All counts of the lot lie before.
create table write_off as
with events as (
    select
        location_no, item_no, warehouse_no, lot_period, getvariable('start_date') - 1 as day, 1 as is_count, quantity
    from opening_count
    union all
    select location_no, item_no, warehouse_no, lot_period, day, 1 as is_count, quantity
    from counted
    union all
    select location_no, item_no, warehouse_no, lot_period, day, 0 as is_count, effect as quantity
    from movement_flow
),

last_counts as (
    select location_no, item_no, warehouse_no, lot_period, max(day) as day
    from events
    where is_count = 1
    group by location_no, item_no, warehouse_no, lot_period
),

leftovers as (
    select
        e.location_no, e.item_no, e.warehouse_no, e.lot_period,
        (e.location_no * 256 + e.item_no) * 256 + e.lot_period as no,
        cast(sum(e.quantity) as bigint) as quantity,
    from events as e
    left join last_counts as c
        on e.location_no = c.location_no and e.item_no = c.item_no and e.warehouse_no = c.warehouse_no
        and e.lot_period = c.lot_period
    where c.day is null or e.day > c.day or (e.day = c.day and e.is_count = 1)
    group by e.location_no, e.item_no, e.warehouse_no, e.lot_period
)

select
    *,
    getvariable('start_date') + cast((lot_period + 1) * 84 + 60 + pick(no, 'written off', 20) as integer) as day,
from leftovers
where quantity > 0 and u(no, 'forgotten') >= 0.1
    and (item_no, warehouse_no, lot_period) not in (select (item_no, warehouse_no, lot_period) from recalled_lot);

insert into movement_flow
select
    8 as kind, no, day, 'ADJUST' as movement_type, location_no, null as to_location_no, item_no, warehouse_no, lot_period,
    -quantity as base_quantity, -quantity as effect, null as issue_quantity, null as transfer_no,
from write_off
where day <= getvariable('end_date');
