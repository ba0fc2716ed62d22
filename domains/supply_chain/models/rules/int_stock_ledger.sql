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

arrivals as (
    select
        transfer_id,
        item_id,
        lot,
        min(movement_date) as arrived_on
    from movement_once
    where movement_type = 'TRANSFER_IN'
    group by transfer_id, item_id, lot
),

transfers as (
    select
        departures.to_location_id as location_id,
        departures.item_id,
        departures.lot,
        departures.movement_date as left_on,
        coalesce(arrivals.arrived_on, date '9999-12-31') as arrived_on,
        departures.quantity
    from movement_once as departures
    left join arrivals
        on
            departures.transfer_id = arrivals.transfer_id
            and departures.item_id is not distinct from arrivals.item_id
            and departures.lot is not distinct from arrivals.lot
    where
        departures.movement_type = 'TRANSFER_OUT'
        and departures.to_location_id is not null
),

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
