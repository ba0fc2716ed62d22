{#  What a base unit of an item costs: the price of its latest order, for whatever place, that told one. #}
with purchases as (
    select * from {{ ref('int_latest_purchase') }}
),

ranked as (
    select
        item_id,
        base_unit_cost,
        row_number() over (
            partition by item_id
            order by order_date desc nulls last, base_unit_cost desc, location_id desc
        ) as recency
    from purchases
    where base_unit_cost is not null
),

item_cost as (
    select
        item_id,
        base_unit_cost
    from ranked
    where recency = 1
)

select * from item_cost
