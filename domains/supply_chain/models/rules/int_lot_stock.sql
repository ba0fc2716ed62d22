{#  What lies where on the as_of day, lot by lot, with expiry date and cost. #}
with ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

lots as (
    select * from {{ ref('int_lot') }}
),

costs as (
    select * from {{ ref('int_item_cost') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

lot_stock as (
    select
        ledger.item_id,
        ledger.location_id,
        ledger.lot,
        cast(lots.expiry_date as varchar) as expiry_raw,
        ledger.on_hand as quantity,
        costs.base_unit_cost as unit_cost
    from ledger
    inner join as_of_day
        on ledger.as_of = as_of_day.as_of
    left join lots
        on ledger.item_id = lots.item_id and ledger.lot = lots.lot
    left join costs
        on ledger.item_id = costs.item_id
    where ledger.on_hand > 0
)

select * from lot_stock
