{#  The days for which stock is told: the last month ends (var stock_months) and the as_of day. #}
with as_of_day as (
    {{ supply_chain.as_of_day() }}
),

movements as (
    select * from {{ ref('int_movement') }}
),

month_range as (
    select
        as_of_day.as_of,
        min(movements.movement_date) as first_moved_on
    from movements
    cross join as_of_day
    group by as_of_day.as_of
),

month_ends as (
    select
        last_day(cast(months.month_start as date)) as month_end,
        row_number() over (order by months.month_start desc) as months_back
    from month_range, {{ mesh_macros.months_between('month_range.first_moved_on', 'month_range.as_of', 'months') }}
),

stock_as_of as (
    select as_of
    from as_of_day
    union
    select month_ends.month_end as as_of
    from month_ends
    inner join month_range
        on month_ends.month_end < month_range.as_of
    where month_ends.months_back <= {{ var('stock_months') }} + 1
)

select * from stock_as_of
