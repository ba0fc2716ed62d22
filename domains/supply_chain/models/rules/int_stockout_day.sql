with item_stock as (
    select * from {{ ref('int_item_stock') }}
),

out_of_stock as (
    select
        location_id,
        item_id,
        {{ mesh_macros.add_days('first_day', mesh_macros.each_number('0', mesh_macros.days_between('first_day', 'last_day'))) }}
            as day,
        on_hand
    from item_stock
    where on_hand <= 0
),

stockout_day as (
    select
        location_id,
        item_id,
        day,
        on_hand,
        case
            when
                lag(day) over (partition by location_id, item_id order by day) = {{ mesh_macros.add_days('day', -1) }} then 0
            else 1
        end as spell_start_flag
    from out_of_stock
)

select * from stockout_day
