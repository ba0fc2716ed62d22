{#  What a place has of an item, all lots together, from one day to another: one row per span of days without a movement.

    A place stocks an item from its first movement on. Once it has none left it stocks it for another var stocked_days
    without a movement; after that the item counts as given up there. #}
with {{ supply_chain.stock_day(ref('int_movement')) }},

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

lot_changes as (
    select
        location_id,
        item_id,
        day,
        closing - lag(closing, 1, 0) over (partition by location_id, item_id, lot order by day) as moved
    from stock_day
),

item_changes as (
    select
        lot_changes.location_id,
        lot_changes.item_id,
        lot_changes.day,
        as_of_day.as_of,
        cast(sum(lot_changes.moved) as decimal(18, 4)) as moved
    from lot_changes
    inner join as_of_day
        on lot_changes.day <= as_of_day.as_of
    group by lot_changes.location_id, lot_changes.item_id, lot_changes.day, as_of_day.as_of
),

closings as (
    select
        location_id,
        item_id,
        day,
        cast(sum(moved) over (
            partition by location_id, item_id
            order by day
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as on_hand,
        coalesce(
            {{ mesh_macros.add_days('lead(day) over (partition by location_id, item_id order by day)', -1) }}, as_of
        ) as unchanged_until
    from item_changes
),

item_stock as (
    select
        location_id,
        item_id,
        day as first_day,
        case
            when on_hand <= 0 then least(unchanged_until, {{ mesh_macros.add_days('day', var('stocked_days')) }})
            else unchanged_until
        end as last_day,
        on_hand
    from closings
)

select * from item_stock
