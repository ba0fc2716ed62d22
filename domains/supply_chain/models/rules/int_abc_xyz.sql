with item_values as (
    select
        item_id,
        sum(distinct annual_value) as annual_value
    from {{ ref('int_item_value') }}
    group by item_id
),

monthly_demand as (
    select
        item_id,
        month,
        cast(sum(distinct quantity) as decimal(18, 4)) as quantity
    from {{ ref('int_monthly_demand') }}
    group by item_id, month
),

varying as (
    select
        item_id,
        {{ supply_chain.mean_of('quantity') }} as mean,
        sqrt({{ supply_chain.sample_variance('quantity') }}) as deviation
    from monthly_demand
    group by item_id
),

items as (
    select
        coalesce(item_values.item_id, varying.item_id) as item_id,
        cast(coalesce(item_values.annual_value, 0) as decimal(18, 2)) as annual_value,
        varying.mean,
        case when varying.mean > 0 then {{ supply_chain.six_places('varying.deviation / varying.mean') }} end as cv
    from item_values
    full outer join varying
        on item_values.item_id = varying.item_id
),

ranked as (
    select
        *,
        row_number() over (order by annual_value desc, item_id asc) as value_rank,
        sum(annual_value) over (
            order by annual_value desc, item_id asc
            rows between unbounded preceding and current row
        ) as cumulative_value,
        sum(annual_value) over () as total_value
    from items
),

abc_xyz as (
    select
        item_id,
        cast(cumulative_value / nullif(cast(total_value as double), 0) as decimal(18, 6)) as cumulative_share,
        case
            when value_rank = 1 then 'A'
            when total_value <= 0 then 'C'
            when cumulative_value <= total_value * {{ var('abc_a_share') }} then 'A'
            when cumulative_value <= total_value * {{ var('abc_b_share') }} then 'B'
            else 'C'
        end as abc,
        cv,
        case
            when cv <= {{ var('xyz_x_variation') }} then 'X'
            when cv <= {{ var('xyz_y_variation') }} then 'Y'
            else 'Z'
        end as xyz,
        annual_value,
        cast(value_rank as integer) as value_rank,
        {{ supply_chain.six_places('mean') }} as mean_monthly_demand
    from ranked
)

select * from abc_xyz
