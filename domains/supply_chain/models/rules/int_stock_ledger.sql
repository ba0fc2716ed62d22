with {{ supply_chain.stock_day(ref('int_movement')) }},

as_of_dates as (
    {{ supply_chain.as_of_dates() }}
),

stock_until as (
    select
        *,
        lead(day, 1, date '9999-12-31') over (partition by location_id, item_id, lot order by day) as next_day
    from stock_day
),

{{ supply_chain.transfers() }},

positions as (
    select
        as_of_dates.as_of,
        stock_until.location_id,
        stock_until.item_id,
        stock_until.lot,
        stock_until.closing as on_hand,
        cast(0 as decimal(18, 4)) as in_transit,
        stock_until.day as last_moved_on
    from stock_until
    inner join as_of_dates
        on stock_until.day <= as_of_dates.as_of and stock_until.next_day > as_of_dates.as_of
    union all
    select
        as_of_dates.as_of,
        transfers.location_id,
        transfers.item_id,
        transfers.lot,
        cast(0 as decimal(18, 4)) as on_hand,
        transfers.quantity as in_transit,
        transfers.left_on as last_moved_on
    from transfers
    inner join as_of_dates
        on transfers.left_on <= as_of_dates.as_of and transfers.arrived_on > as_of_dates.as_of
),

stock_ledger as (
    select
        as_of,
        location_id,
        item_id,
        lot,
        cast(sum(on_hand) as decimal(18, 4)) as on_hand,
        cast(sum(in_transit) as decimal(18, 4)) as in_transit,
        case when sum(on_hand) < 0 then 1 else 0 end as negative_flag,
        max(last_moved_on) as last_moved_on
    from positions
    group by as_of, location_id, item_id, lot
)

select * from stock_ledger
