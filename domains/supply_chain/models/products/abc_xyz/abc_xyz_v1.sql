with classes as (
    select * from {{ ref('int_abc_xyz') }}
),

items as (
    select * from {{ ref('int_item') }}
),

class_months as (
    {{ supply_chain.class_months() }}
),

told as (
    select
        min(month_start) as first_month,
        last_day(max(month_start)) as last_day
    from class_months
),

abc_xyz as (
    select
        classes.item_id,
        items.description,
        items.item_type,
        coalesce(items.abc_override, classes.abc) || classes.xyz as policy_class,
        classes.abc,
        items.abc_override,
        classes.xyz,
        classes.annual_value,
        classes.value_rank,
        classes.cumulative_share,
        classes.mean_monthly_demand,
        items.base_uom,
        classes.cv as variation,
        told.first_month as period_start,
        told.last_day as period_end
    from classes
    cross join told
    inner join items
        on classes.item_id = items.item_id
)

select * from abc_xyz
