with lots as (
    select * from {{ ref('int_expiry_risk') }}
),

items as (
    select * from {{ ref('int_item') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

expiry_risk as (
    select
        as_of_day.as_of,
        lots.location_id,
        lots.item_id,
        lots.lot,
        items.base_uom,
        lots.expiry_date,
        cast(lots.days_left as integer) as days_left,
        case
            when lots.expired_qty > 0 then 'expired'
            when lots.at_risk_qty > 0 then 'at_risk'
            else 'none'
        end as risk,
        lots.quantity,
        cast(lots.daily_demand as decimal(18, 6)) as mean_daily_demand,
        lots.expired_qty as expired_quantity,
        lots.projected_use,
        lots.at_risk_qty as at_risk_quantity,
        lots.unit_cost,
        cast(lots.expired_qty * lots.unit_cost as decimal(18, 2)) as expired_value,
        lots.at_risk_value
    from lots
    cross join as_of_day
    left join items
        on lots.item_id = items.item_id
)

select * from expiry_risk
