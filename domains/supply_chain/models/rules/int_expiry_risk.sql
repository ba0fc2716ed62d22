with lots as (
    select distinct
        item_id,
        location_id,
        lot,
        cast({{ mesh_macros.try_date(supply_chain.expiry_text('expiry_raw')) }} as date) as expiry_date,
        cast(quantity as decimal(18, 4)) as quantity,
        unit_cost
    from {{ ref('int_lot_stock') }}
),

forecasts as (
    select
        item_id,
        location_id,
        max(daily_demand) as daily_demand
    from {{ ref('int_demand_forecast') }}
    group by item_id, location_id
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

aged as (
    select
        lots.*,
        coalesce(forecasts.daily_demand, 0) as daily_demand,
        {{ mesh_macros.days_between('as_of_day.as_of', 'lots.expiry_date') }} as days_left,
        case when lots.expiry_date < as_of_day.as_of then 1 else 0 end as expired_flag
    from lots
    cross join as_of_day
    left join forecasts
        on lots.item_id = forecasts.item_id and lots.location_id is not distinct from forecasts.location_id
),

{#  All lots of a place in the order of their use: what they hold together, and what can be used of them at most, the demand
    until the last of them expires. A lot without an expiry date can wait for ever. #}
in_turn as (
    select
        *,
        row_number() over use_order as turn,
        sum(case when expired_flag = 0 then quantity else 0 end) over (
            use_order rows between unbounded preceding and current row
        ) as held,
        case
            when expired_flag = 1 then null
            when daily_demand = 0 then cast(0 as decimal(27, 6))
            else cast(daily_demand as decimal(18, 6)) * cast(days_left as decimal(9, 0))
        end as usable
    from aged
    window use_order as (partition by item_id, location_id order by expiry_date nulls last, lot nulls first, quantity)
),

{#  Demand that comes after the end of a lot cannot use it any more, and what was lost once stays lost for all later lots. #}
used as (
    select
        *,
        cast(held + least(coalesce(min(usable - held) over (
            partition by item_id, location_id
            order by turn
            rows between unbounded preceding and current row
        ), 0), 0) as decimal(18, 4)) as used_so_far
    from in_turn
),

split as (
    select
        *,
        cast(
            used_so_far - lag(used_so_far, 1, 0) over (partition by item_id, location_id order by turn) as decimal(18, 4)
        ) as projected_use
    from used
),

judged as (
    select
        *,
        expired_flag = 0 and expiry_date is not null and projected_use < quantity as expires_unused
    from split
),

expiry_risk as (
    select
        item_id,
        location_id,
        lot,
        expiry_date,
        cast(case when expired_flag = 1 then quantity else 0 end as decimal(18, 4)) as expired_qty,
        projected_use,
        cast(case when expires_unused then quantity - projected_use else 0 end as decimal(18, 4)) as at_risk_qty,
        cast(
            case when expires_unused then (quantity - projected_use) * unit_cost else 0 end as decimal(18, 2)
        ) as at_risk_value,
        quantity,
        unit_cost,
        daily_demand,
        days_left
    from judged
)

select * from expiry_risk
