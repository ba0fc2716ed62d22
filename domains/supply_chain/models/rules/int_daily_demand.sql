{#  What a place handed out or sent on of an item, day by day over the last var demand_days days, days without demand
    included. Days on which it was out of stock are left out (R-SCM-10): what was not there could not be asked for. #}
with item_stock as (
    select * from {{ ref('int_item_stock') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

demanded as (
    select * from {{ ref('int_demand_day') }}
),

history as (
    select
        as_of,
        {{ mesh_macros.add_days('as_of', -var('demand_days')) }} as day_before
    from as_of_day
),

in_stock as (
    select
        item_stock.location_id,
        item_stock.item_id,
        history.day_before,
        greatest({{ mesh_macros.days_between('history.day_before', 'item_stock.first_day') }}, 1) as first_day,
        {{ mesh_macros.days_between('history.day_before', 'item_stock.last_day') }} as last_day
    from item_stock
    inner join history
        on item_stock.last_day > history.day_before
    where item_stock.on_hand > 0
),

days as (
    select
        location_id,
        item_id,
        day_before,
        {{ mesh_macros.each_number('first_day', 'last_day') }} as day
    from in_stock
),

daily_demand as (
    select
        days.item_id,
        days.location_id,
        cast(days.day as integer) as day,
        cast(coalesce(demanded.quantity, 0) as decimal(18, 4)) as quantity
    from days
    left join demanded
        on
            days.location_id = demanded.location_id
            and days.item_id = demanded.item_id
            and {{ mesh_macros.add_days('days.day_before', 'days.day') }} = demanded.demand_date
)

select * from daily_demand
