{#  What a place will hand out of an item on a day to come: what it did on average (R-SCM-04), nothing where no history tells. #}
with replenishments as (
    select * from {{ ref('int_replenishment') }}
),

demand_forecast as (
    select
        item_id,
        location_id,
        coalesce(mean_demand, 0) as daily_demand
    from replenishments
)

select * from demand_forecast
