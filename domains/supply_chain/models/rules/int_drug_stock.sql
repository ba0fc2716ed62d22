{#  What all places together have of a drug package, and what they hand out of it on a day (R-SCM-04). Places that only send it on
    to others are stock, but no demand. #}
with replenishments as (
    select * from {{ ref('int_replenishment') }}
),

stock as (
    select * from {{ ref('int_replenishment_stock') }}
),

demand_days as (
    select * from {{ ref('int_demand_day') }}
),

items as (
    select * from {{ ref('int_item') }}
),

handed_out as (
    select distinct
        item_id,
        location_id
    from demand_days
    where issued_quantity > 0
),

drug_stock as (
    select
        items.ndc11,
        cast(sum(stock.on_hand) as decimal(18, 4)) as on_hand,
        cast(
            sum(case when handed_out.item_id is not null then replenishments.mean_demand else 0 end) as decimal(18, 6)
        ) as daily_demand,
        cast(sum(stock.on_order) as decimal(18, 4)) as on_order
    from stock
    inner join items
        on stock.item_id = items.item_id
    inner join replenishments
        on stock.item_id = replenishments.item_id and stock.location_id = replenishments.location_id
    left join handed_out
        on stock.item_id = handed_out.item_id and stock.location_id = handed_out.location_id
    where items.ndc11 is not null
    group by items.ndc11
)

select * from drug_stock
