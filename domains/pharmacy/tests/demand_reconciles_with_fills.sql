-- What was dispensed is what active fills with a readable drug code took.
with demand as (
    select
        sum(fills) as fills,
        sum(quantity) as quantity
    from {{ ref('drug_demand', v=1) }}
    where demand_type = 'dispensed'
),

fills as (
    select
        count(*) as fills,
        sum(coalesce(quantity, 0)) as quantity
    from {{ ref('fill', v=1) }}
    where
        state = 'active'
        and ndc9 is not null
),

differences as (
    select
        demand.fills as demand_fills,
        fills.fills as active_fills,
        demand.quantity as demand_quantity,
        fills.quantity as fill_quantity
    from demand
    cross join fills
    where
        coalesce(demand.fills, 0) <> fills.fills
        or coalesce(demand.quantity, 0) <> coalesce(fills.quantity, 0)
)

select * from differences
