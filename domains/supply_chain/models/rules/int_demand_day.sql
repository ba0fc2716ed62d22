{#  What left a place of an item on a day: handed out, and handed out or sent on to other places. #}
with {{ supply_chain.movement_once(ref('int_movement')) }},

demand_day as (
    select
        location_id,
        item_id,
        movement_date as demand_date,
        cast(sum(case when movement_type = 'ISSUE' then quantity else 0 end) as decimal(18, 4)) as issued_quantity,
        cast(sum(quantity) as decimal(18, 4)) as quantity
    from movement_once
    where movement_type in ('ISSUE', 'TRANSFER_OUT')
    group by location_id, item_id, movement_date
)

select * from demand_day
