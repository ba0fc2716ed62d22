with days as (
    select * from {{ ref('int_demand_vs_stock_day') }}
),

drug_demand_vs_stock as (
    select
        ndc9,
        location_id,
        day,
        cast(ending_stock + served + expired - arrived as decimal(18, 4)) as opening_stock,
        arrived as receipts_due,
        demanded as demand,
        served,
        unmet,
        backlog,
        expired,
        ending_stock,
        case when unmet > 0 and shortfall_days = 1 then 1 else 0 end as first_shortfall_flag
    from days
)

select * from drug_demand_vs_stock
