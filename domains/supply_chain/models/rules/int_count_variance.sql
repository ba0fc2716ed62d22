with {{ supply_chain.stock_day(ref('int_movement')) }},

before_day as (
    select
        location_id,
        item_id,
        lot,
        day,
        moved + coalesce(lag(closing) over (partition by location_id, item_id, lot order by day), 0) as expected
    from stock_day
),

{# A second count of a day has only the first count before it. #}
counts_in_turn as (
    select
        *,
        lag(quantity) over (partition by location_id, item_id, lot, movement_date order by count_number) as counted_before
    from counts
),

count_variance as (
    select
        counts_in_turn.movement_id,
        case
            when counts_in_turn.count_number > 1
                then cast(coalesce(counts_in_turn.counted_before, before_day.expected) as decimal(18, 4))
        end as expected_quantity,
        counts_in_turn.quantity as counted_quantity,
        case
            when counts_in_turn.count_number > 1
                then cast(
                    counts_in_turn.quantity - coalesce(counts_in_turn.counted_before, before_day.expected)
                    as decimal(18, 4)
                )
        end as variance
    from counts_in_turn
    inner join before_day
        on
            counts_in_turn.location_id is not distinct from before_day.location_id
            and counts_in_turn.item_id is not distinct from before_day.item_id
            and counts_in_turn.lot is not distinct from before_day.lot
            and counts_in_turn.movement_date = before_day.day
)

select * from count_variance
