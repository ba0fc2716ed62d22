{#  R-SCM-10 against R-SCM-02: on the last day of a month a place is out of stock exactly when its lots add up to nothing. #}
with positions as (
    select
        as_of,
        item_id,
        location_id,
        sum(on_hand) as on_hand
    from {{ ref('stock_position', v=1) }}
    group by as_of, item_id, location_id
),

stockout_days as (
    select * from {{ ref('int_stockout_day') }}
),

item_stock as (
    select * from {{ ref('int_item_stock') }}
),

told_days as (
    select distinct as_of
    from positions
),

told as (
    select
        item_stock.item_id,
        item_stock.location_id,
        told_days.as_of,
        item_stock.on_hand
    from item_stock
    inner join told_days
        on told_days.as_of between item_stock.first_day and item_stock.last_day
),

differences as (
    select
        told.item_id,
        told.location_id,
        told.as_of
    from told
    left join positions
        on told.item_id = positions.item_id and told.location_id = positions.location_id and told.as_of = positions.as_of
    left join stockout_days
        on
            told.item_id = stockout_days.item_id
            and told.location_id = stockout_days.location_id
            and told.as_of = stockout_days.day
    where
        told.on_hand <> coalesce(positions.on_hand, 0)
        or (stockout_days.day is not null) <> (coalesce(positions.on_hand, 0) <= 0)
)

select * from differences
