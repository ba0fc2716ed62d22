with ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

items as (
    select * from {{ ref('int_item') }}
),

lots as (
    select * from {{ ref('int_lot') }}
),

as_of_dates as (
    select
        as_of,
        lag(as_of, 1, date '1900-01-01') over (order by as_of) as previous_as_of,
        max(as_of) over () as latest_as_of
    from (select distinct as_of from ledger) as told
),

{# A lot that is used up stays in the list until the as_of day after its last movement. #}
stock_position as (
    select
        ledger.as_of,
        case when ledger.as_of = as_of_dates.latest_as_of then 1 else 0 end as latest_flag,
        ledger.location_id,
        ledger.item_id,
        ledger.lot,
        ledger.on_hand,
        ledger.in_transit,
        ledger.negative_flag,
        items.base_uom,
        lots.expiry_date,
        case when lots.expiry_date < ledger.as_of then 1 else 0 end as expired_flag,
        ledger.last_moved_on
    from ledger
    inner join as_of_dates
        on ledger.as_of = as_of_dates.as_of
    left join items
        on ledger.item_id = items.item_id
    left join lots
        on ledger.item_id = lots.item_id and ledger.lot = lots.lot
    where
        ledger.on_hand <> 0
        or ledger.in_transit <> 0
        or ledger.last_moved_on > as_of_dates.previous_as_of
)

select * from stock_position
