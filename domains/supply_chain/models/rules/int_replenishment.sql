with daily_demand as (
    select * from {{ ref('int_daily_demand') }}
),

lead_times as (
    select * from {{ ref('int_lead_time') }}
),

stock as (
    select distinct
        item_id,
        location_id,
        on_hand,
        on_order,
        backordered,
        pack_size
    from {{ ref('int_replenishment_stock') }}
),

{# A row that was sent twice is one row; several rows of a day add up. #}
demand_days as (
    select
        item_id,
        location_id,
        day,
        cast(sum(distinct quantity) as decimal(18, 4)) as quantity
    from daily_demand
    group by item_id, location_id, day
),

demand as (
    select
        item_id,
        location_id,
        count(*) as days,
        {{ supply_chain.mean_of('quantity') }} as mean,
        {{ supply_chain.sample_variance('quantity') }} as variance
    from demand_days
    group by item_id, location_id
    having count(*) > 1
),

waits as (
    select
        item_id,
        location_id,
        count(*) as deliveries,
        {{ supply_chain.mean_of('days') }} as mean,
        coalesce({{ supply_chain.sample_variance('days') }}, 0) as variance
    from lead_times
    group by item_id, location_id
),

buffered as (
    select
        stock.item_id,
        stock.location_id,
        stock.on_hand,
        stock.on_hand + stock.on_order - stock.backordered as position,
        coalesce(nullif(stock.pack_size, 0), 1) as pack_size,
        demand.days as demand_days,
        demand.mean as demand_mean,
        waits.deliveries,
        waits.mean as lead_mean,
        {{ var('z') }} * sqrt(waits.mean * demand.variance + demand.mean * demand.mean * waits.variance) as safety_stock
    from stock
    left join demand
        on stock.item_id = demand.item_id and stock.location_id is not distinct from demand.location_id
    left join waits
        on stock.item_id = waits.item_id and stock.location_id is not distinct from waits.location_id
),

pointed as (
    select
        *,
        ceil({{ supply_chain.six_places('demand_mean * lead_mean + safety_stock') }}) as reorder_point
    from buffered
),

replenishment as (
    select
        item_id,
        location_id,
        {{ supply_chain.six_places('demand_mean') }} as mean_demand,
        {{ supply_chain.six_places('safety_stock') }} as safety_stock,
        cast(reorder_point as decimal(18, 4)) as reorder_point,
        {{ supply_chain.six_places('on_hand / nullif(demand_mean, 0)') }} as days_on_hand,
        cast(position as decimal(18, 4)) as position,
        case
            when reorder_point is null then null
            when demand_mean > 0 and position <= reorder_point then 1
            else 0
        end as reorder,
        case
            when reorder_point is null then null
            when demand_mean > 0 and position <= reorder_point
                then cast(pack_size * ceil({{ supply_chain.six_places(
                    '(reorder_point + ' ~ var('review_days') ~ ' * demand_mean - position) / pack_size'
                ) }}) as decimal(18, 4))
            else 0
        end as order_qty,
        case
            when demand_mean is null then 'insufficient_history'
            when lead_mean is null then 'no_lead_time'
        end as note,
        demand_days,
        deliveries,
        {{ supply_chain.six_places('lead_mean') }} as mean_lead_time
    from pointed
)

select * from replenishment
