{#  R-X-01: over the horizon, what was asked for was served or still waits, and no unit of stock came or went unseen. #}
with days as (
    select * from {{ ref('drug_demand_vs_stock', v=1) }}
),

in_turn as (
    select
        *,
        lag(ending_stock) over (partition by ndc9, location_id order by day) as stock_before,
        lag(backlog, 1, 0) over (partition by ndc9, location_id order by day) as backlog_before
    from days
),

differences as (
    select *
    from in_turn
    where
        opening_stock <> coalesce(stock_before, opening_stock)
        or backlog <> backlog_before + demand - served
        or unmet > demand
)

select * from differences
