with item_stock as (
    select * from {{ ref('int_item_stock') }}
),

stockout_days as (
    select * from {{ ref('int_stockout_day') }}
),

demand_days as (
    select * from {{ ref('int_demand_day') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

stocked_days as (
    select
        item_id,
        location_id,
        {{ mesh_macros.add_days('first_day', mesh_macros.each_number('0', mesh_macros.days_between('first_day', 'last_day'))) }}
            as day
    from item_stock
),

days as (
    select
        stocked_days.item_id,
        stocked_days.location_id,
        {{ mesh_macros.month_start('stocked_days.day') }} as month_start,
        as_of_day.as_of,
        case when stockout_days.day is not null then 1 else 0 end as is_stockout,
        coalesce(stockout_days.spell_start_flag, 0) as starts_spell,
        coalesce(demand_days.quantity, 0) as quantity
    from stocked_days
    inner join as_of_day
        on {{ supply_chain.in_recent_month('stocked_days.day', 'as_of_day.as_of') }}
    left join stockout_days
        on
            stocked_days.item_id = stockout_days.item_id
            and stocked_days.location_id = stockout_days.location_id
            and stocked_days.day = stockout_days.day
    left join demand_days
        on
            stocked_days.item_id = demand_days.item_id
            and stocked_days.location_id = demand_days.location_id
            and stocked_days.day = demand_days.demand_date
),

months as (
    select
        item_id,
        location_id,
        month_start,
        as_of,
        count(*) as stocked_days,
        sum(is_stockout) as stockout_days,
        sum(starts_spell) as stockouts_begun,
        sum(quantity) as demand_quantity,
        sum(case when is_stockout = 0 then quantity else 0 end) as in_stock_quantity
    from days
    group by item_id, location_id, month_start, as_of
),

rated as (
    select
        *,
        cast(sum(in_stock_quantity) over (partition by item_id, location_id) as double)
        / nullif(sum(stocked_days - stockout_days) over (partition by item_id, location_id), 0) as demand_a_day
    from months
),

stockout_history as (
    select
        item_id,
        location_id,
        month_start,
        {{ mesh_macros.month_key('month_start') }} as year_month,
        as_of,
        cast(stocked_days as integer) as stocked_days,
        cast(stockout_days as integer) as stockout_days,
        cast(stockouts_begun as integer) as stockouts_begun,
        {{ supply_chain.six_places('1 - stockout_days / cast(stocked_days as double)') }} as in_stock_rate,
        cast(demand_quantity as decimal(18, 4)) as demand_quantity,
        cast(coalesce(demand_a_day, 0) * stockout_days as decimal(18, 4)) as estimated_lost_quantity
    from rated
)

select * from stockout_history
