{#  R-SCM-02, shared by balances and count variances: the stock of every lot at the end of every day on which it moved.

    A count of a day comes after the day's other movements, so it alone sets the closing stock; of several counts of a
    day the one recorded last. Between counts the stock runs on by what moved.
    Result: CTEs up to `stock_day` (location_id, item_id, lot, day, moved, counted, closing). #}
{% macro stock_day(movements) -%}
{{ supply_chain.movement_once(movements) }},

counts as (
    select
        *,
        row_number() over (
            partition by location_id, item_id, lot
            order by movement_date, recorded_date nulls first, movement_id
        ) as count_number,
        row_number() over (
            partition by location_id, item_id, lot, movement_date
            order by recorded_date desc nulls last, movement_id desc
        ) as from_end_of_day
    from movement_once
    where movement_type = 'COUNT'
),

moved_days as (
    select
        location_id,
        item_id,
        lot,
        movement_date as day,
        cast(sum(coalesce(effect, 0)) as decimal(18, 4)) as moved
    from movement_once
    group by location_id, item_id, lot, movement_date
),

counted_days as (
    select
        moved_days.location_id,
        moved_days.item_id,
        moved_days.lot,
        moved_days.day,
        moved_days.moved,
        counts.quantity as counted
    from moved_days
    left join counts
        on
            moved_days.location_id is not distinct from counts.location_id
            and moved_days.item_id is not distinct from counts.item_id
            and moved_days.lot is not distinct from counts.lot
            and moved_days.day = case when counts.from_end_of_day = 1 then counts.movement_date end
),

stretches as (
    select
        *,
        count(counted) over (
            partition by location_id, item_id, lot
            order by day
            rows between unbounded preceding and current row
        ) as stretch
    from counted_days
),

stock_day as (
    select
        location_id,
        item_id,
        lot,
        day,
        moved,
        counted,
        cast(sum(coalesce(counted, moved)) over (
            partition by location_id, item_id, lot, stretch
            order by day
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as closing
    from stretches
)
{%- endmacro %}
