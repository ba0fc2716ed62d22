{#  R-X-01, what the simulation starts from: the demand of every day, and the stock and orders in the order of their use.

    A member is expected to refill on the day after the supply runs out; a refill that is overdue on the as_of day is
    expected on the day after it. Lots without stock and orders outside the horizon play no part.
    Result: CTEs up to `shelf` (a supply of a place and its turn, first expired first) and `demand_of_place`. #}
{% macro demand_shelf(runouts, lots, orders) -%}
horizon as (
    select
        as_of,
        {{ mesh_macros.add_days('as_of', 1) }} as first_day,
        {{ mesh_macros.add_days('as_of', var('horizon_days')) }} as last_day
    from ({{ supply_chain.as_of_day() }}) as as_of_day
),

demand as (
    select
        runouts.ndc9,
        runouts.location_id,
        greatest({{ mesh_macros.add_days('runouts.runout_date', 1) }}, horizon.first_day) as day,
        sum(runouts.last_quantity) as quantity
    from {{ runouts }} as runouts
    cross join horizon
    where
        runouts.status in ('current', 'due')
        and {{ mesh_macros.add_days('runouts.runout_date', 1) }} <= horizon.last_day
    group by
        runouts.ndc9,
        runouts.location_id,
        greatest({{ mesh_macros.add_days('runouts.runout_date', 1) }}, horizon.first_day)
),

supplies as (
    select
        lots.ndc9,
        lots.location_id,
        coalesce(lots.lot, '') as supply_id,
        horizon.as_of as arrives_on,
        coalesce(lots.expiry_date, date '9999-12-31') as expiry_date,
        lots.quantity
    from {{ lots }} as lots
    cross join horizon
    where lots.quantity > 0
    union all
    select
        orders.ndc9,
        orders.location_id,
        orders.po_id as supply_id,
        orders.due_date as arrives_on,
        coalesce(orders.expiry_date, date '9999-12-31') as expiry_date,
        orders.quantity
    from {{ orders }} as orders
    cross join horizon
    where
        orders.due_date between horizon.first_day and horizon.last_day
        and orders.quantity > 0
),

places as (
    select
        ndc9,
        location_id,
        row_number() over (order by ndc9 nulls first, location_id nulls first) as place
    from (
        select
            ndc9,
            location_id
        from demand
        union
        select
            ndc9,
            location_id
        from supplies
    ) as named
),

demand_of_place as (
    select
        places.place,
        demand.day,
        cast(demand.quantity as decimal(18, 4)) as quantity
    from demand
    inner join places
        on
            demand.ndc9 is not distinct from places.ndc9
            and demand.location_id is not distinct from places.location_id
),

{# Every place gets one supply of nothing, so that demand without any stock is seen too. #}
shelf as (
    select
        places.place,
        row_number() over (
            partition by places.place
            order by supplies.expiry_date, supplies.arrives_on, supplies.supply_id, supplies.quantity
        ) as turn,
        coalesce(supplies.arrives_on, horizon.as_of) as arrives_on,
        coalesce(supplies.expiry_date, date '9999-12-31') as expiry_date,
        cast(coalesce(supplies.quantity, 0) as decimal(18, 4)) as quantity,
        horizon.as_of,
        horizon.last_day
    from places
    cross join horizon
    left join supplies
        on
            places.ndc9 is not distinct from supplies.ndc9
            and places.location_id is not distinct from supplies.location_id
)
{%- endmacro %}
