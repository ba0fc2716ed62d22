{#  R-SCM-04 against the public products: the plan's stock is that of stock_position, its orders are the open lines and what
    is in transit, and where no day was left out its demand is what left the place. #}
with plan as (
    select * from {{ ref('replenishment_plan', v=1) }}
),

positions as (
    select
        item_id,
        location_id,
        sum(case when expired_flag = 0 then on_hand else 0 end) as usable,
        sum(case when expired_flag = 1 then on_hand else 0 end) as expired,
        sum(in_transit) as in_transit
    from {{ ref('stock_position', v=1) }}
    where latest_flag = 1
    group by item_id, location_id
),

orders as (
    select
        item_id,
        location_id,
        sum(open_quantity) as open_quantity,
        sum(backorder_quantity) as late
    from {{ ref('purchase_order_line', v=1) }}
    where open_quantity > 0
    group by item_id, location_id
),

demanded as (
    select
        movements.item_id,
        movements.location_id,
        sum(movements.quantity) as quantity
    from {{ ref('inventory_movement', v=1) }} as movements
    inner join plan
        on movements.item_id = plan.item_id and movements.location_id = plan.location_id
    where
        movements.movement_type in ('ISSUE', 'TRANSFER_OUT')
        and movements.movement_date <= plan.as_of
        and movements.movement_date > {{ mesh_macros.add_days('plan.as_of', -var('demand_days')) }}
    group by movements.item_id, movements.location_id
),

compared as (
    select
        plan.item_id,
        plan.location_id,
        plan.on_hand - plan.backordered_quantity = coalesce(positions.usable, 0) as same_stock,
        plan.expired_quantity = coalesce(positions.expired, 0) as same_expired,
        plan.on_order = coalesce(orders.open_quantity, 0) + coalesce(positions.in_transit, 0) as same_orders,
        plan.late_quantity = coalesce(orders.late, 0) as same_late,
        plan.demand_days < {{ var('demand_days') }}
        or abs(plan.mean_daily_demand * plan.demand_days - coalesce(demanded.quantity, 0)) < 0.001 as same_demand
    from plan
    full outer join positions
        on plan.item_id = positions.item_id and plan.location_id = positions.location_id
    left join orders
        on plan.item_id = orders.item_id and plan.location_id = orders.location_id
    left join demanded
        on plan.item_id = demanded.item_id and plan.location_id = demanded.location_id
    where plan.item_id is not null or positions.usable <> 0 or positions.in_transit <> 0
),

differences as (
    select *
    from compared
    where not coalesce(same_stock and same_expired and same_orders and same_late and same_demand, false)
)

select * from differences
