{#  R-SCM-05 against R-SCM-02: every lot with stock is judged once, with the quantity of stock_position, and what a place will
    use of its lots is no more than its demand until the last of them expires. #}
with risks as (
    select * from {{ ref('expiry_risk', v=1) }}
),

positions as (
    select * from {{ ref('stock_position', v=1) }}
    where latest_flag = 1 and on_hand > 0
),

lots as (
    select
        coalesce(risks.item_id, positions.item_id) as item_id,
        coalesce(risks.location_id, positions.location_id) as location_id,
        coalesce(risks.lot, positions.lot) as lot
    from risks
    full outer join positions
        on
            risks.item_id = positions.item_id
            and risks.location_id = positions.location_id
            and risks.lot is not distinct from positions.lot
    where
        risks.quantity is distinct from positions.on_hand
        or (risks.risk = 'expired') is distinct from (positions.expired_flag = 1)
),

overused as (
    select
        item_id,
        location_id,
        'all lots' as lot
    from risks
    where expiry_date is not null
    group by item_id, location_id
    having sum(projected_use) > max(mean_daily_demand) * max(greatest(days_left, 0)) + 0.001
),

differences as (
    select * from lots
    union all
    select * from overused
)

select * from differences
