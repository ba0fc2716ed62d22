with replenishments as (
    select * from {{ ref('int_replenishment') }}
),

stock as (
    select * from {{ ref('int_replenishment_stock') }}
),

purchases as (
    select * from {{ ref('int_latest_purchase') }}
),

items as (
    select * from {{ ref('int_item') }}
),

service_levels as (
    select max(code) as service_level
    from {{ ref('service_level_z') }}
    where z <= {{ var('z') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

replenishment_plan as (
    select
        as_of_day.as_of,
        replenishments.location_id,
        replenishments.item_id,
        items.base_uom,
        replenishments.reorder as reorder_flag,
        replenishments.order_qty as order_quantity,
        purchases.pack_uom,
        stock.pack_size,
        purchases.supplier_id,
        purchases.base_unit_cost as base_unit_price,
        cast(replenishments.order_qty * purchases.base_unit_cost as decimal(18, 2)) as order_value,
        stock.on_hand,
        stock.expired_qty as expired_quantity,
        stock.on_order,
        stock.in_transit_qty as in_transit_quantity,
        stock.late_qty as late_quantity,
        stock.backordered as backordered_quantity,
        replenishments.position,
        replenishments.reorder_point,
        replenishments.safety_stock,
        service_levels.service_level,
        replenishments.days_on_hand,
        replenishments.mean_demand as mean_daily_demand,
        cast(coalesce(replenishments.demand_days, 0) as integer) as demand_days,
        replenishments.mean_lead_time as mean_lead_time_days,
        cast(coalesce(replenishments.deliveries, 0) as integer) as deliveries,
        replenishments.note
    from replenishments
    cross join as_of_day
    cross join service_levels
    inner join stock
        on replenishments.item_id = stock.item_id and replenishments.location_id = stock.location_id
    inner join items
        on replenishments.item_id = items.item_id
    left join purchases
        on replenishments.item_id = purchases.item_id and replenishments.location_id = purchases.location_id
)

select * from replenishment_plan
