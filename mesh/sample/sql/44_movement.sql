-- Stock movements in base units, except where noted in uom; location 1000 and up is a warehouse.
create table movement_flow as
select
    1 as kind, issue_no as no, day, 'ISSUE' as movement_type, pharmacy_no as location_no, null as to_location_no,
    item_no,
    warehouse_no,
    issued_lot_period(issue_no, cycle_no) as lot_period,
    base_quantity, -base_quantity as effect, quantity as issue_quantity, null as transfer_no,
from issue
where item_no not in (select item_no from item where uom_kind in ('cycle', 'vendor_only'))
union all
select
    2 as kind, replenishment_no as no, leaves as day, 'TRANSFER_OUT' as movement_type,
    1000 + warehouse_no as location_no,
    pharmacy_no as to_location_no, item_no, warehouse_no, lot_period,
    quantity as base_quantity, -quantity as effect, null as issue_quantity, replenishment_no as transfer_no,
from replenishment
where cycle_no >= 1 and quantity > 0
union all
select
    3 as kind, replenishment_no as no, arrives as day, 'TRANSFER_IN' as movement_type, pharmacy_no as location_no,
    null as to_location_no, item_no, warehouse_no, lot_period,
    quantity as base_quantity, quantity as effect, null as issue_quantity, replenishment_no as transfer_no,
from replenishment
where cycle_no >= 1 and quantity > 0 and arrives <= getvariable('end_date')
union all
select
    4 as kind, receipt_no as no, received as day,
    case when quantity > 0 then 'RECEIPT' else 'ADJUST' end as movement_type,
    1000 + warehouse_no as location_no, null as to_location_no, item_no, warehouse_no, lot_period,
    cast(quantity * uom_size as bigint) as base_quantity, cast(quantity * uom_size as bigint) as effect,
    null as issue_quantity, null as transfer_no,
from receipt;

create table opening_count as
select
    replenishment_no as no, pharmacy_no as location_no, item_no, warehouse_no, 0 as lot_period, quantity
from replenishment
where cycle_no = 0
union all
select
    ((1000 + warehouse_no) * 256 + item_no) * 256 as no, 1000 + warehouse_no as location_no, item_no, warehouse_no,
    0 as lot_period,
    cast(ceil(sum(quantity) * 1.2) as bigint) + 1 as quantity,
from replenishment
where cycle_no between 1 and 2
group by warehouse_no, item_no;

-- counts in the middle of each lot period: the book balance, now and then a little off
create table counted as
with effects as (
    select location_no, item_no, warehouse_no, lot_period, day, 0 as is_count, cast(sum(effect) as bigint) as effect
    from movement_flow
    group by location_no, item_no, warehouse_no, lot_period, day
    union all
    select location_no, item_no, warehouse_no, lot_period, getvariable('start_date') - 1 as day, 0 as is_count,
    quantity as effect
    from opening_count
),

stock_keys as (
    select location_no, item_no, warehouse_no, lot_period, min(day) as first_day
    from effects
    group by location_no, item_no, warehouse_no, lot_period
),

planned as (
    select
        k.location_no, k.item_no, k.warehouse_no, k.lot_period,
        getvariable('start_date')
            + cast((k.lot_period + r.round_no) * 84 + 50 + hash(k.location_no, k.item_no) % 9 as integer) as day,
        1 as is_count, 0 as effect,
    from stock_keys as k
    cross join (values (0), (1)) as r(round_no)
    where u((k.location_no * 256 + k.item_no) * 256 + k.lot_period * 2 + r.round_no, 'counted') < 0.5
),

balanced as (
    select
        *,
        cast(
            sum(effect) over (
                partition by location_no, item_no, warehouse_no, lot_period order by day, is_count
                rows between unbounded preceding and current row
            ) as bigint
        ) as balance,
        min(day) over (partition by location_no, item_no, warehouse_no, lot_period) as first_day,
    from (select * from effects union all select * from planned)
)

select
    ((location_no * 256 + item_no) * 256 + lot_period) * 1024 + (day - getvariable('start_date')) // 2 as no,
    location_no, item_no, warehouse_no, lot_period, day,
    greatest(
        0,
        balance + case
            when u((location_no * 256 + item_no) * 8192 + lot_period * 64 + balance % 61, 'variance') < 0.86 then 0
            else pick((location_no * 256 + item_no) * 8192 + lot_period, 'difference', 7) - 3
        end
    ) as quantity,
from balanced
where is_count = 1 and day <= getvariable('end_date') and first_day < day;
