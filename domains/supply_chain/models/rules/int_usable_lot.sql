{#  Drug stock on the as_of day that could be dispensed: what is on hand, per product (ndc9), place and lot. #}
with ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

items as (
    select * from {{ ref('int_item') }}
),

lots as (
    select * from {{ ref('int_lot') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

usable_lot as (
    select
        items.ndc9,
        ledger.location_id,
        ledger.item_id || coalesce(' ' || ledger.lot, '') as lot,
        lots.expiry_date,
        ledger.on_hand as quantity
    from ledger
    inner join as_of_day
        on ledger.as_of = as_of_day.as_of
    inner join items
        on ledger.item_id = items.item_id
    left join lots
        on ledger.item_id = lots.item_id and ledger.lot = lots.lot
    where
        items.ndc9 is not null
        and ledger.on_hand > 0
)

select * from usable_lot
