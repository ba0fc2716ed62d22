with recursive {{ supply_chain.demand_day(
    ref('int_member_runout'), ref('int_usable_lot'), ref('int_purchase_order_due')
) }},

first_shortfalls as (
    select
        ndc9,
        location_id,
        min(day) as first_shortfall_date
    from demand_day
    where unmet > 0
    group by ndc9, location_id
),

days as (
    select
        demand_day.*,
        first_shortfalls.first_shortfall_date,
        row_number() over (
            partition by demand_day.ndc9, demand_day.location_id order by demand_day.day desc
        ) as days_to_the_end
    from demand_day
    left join first_shortfalls
        on
            demand_day.ndc9 is not distinct from first_shortfalls.ndc9
            and demand_day.location_id is not distinct from first_shortfalls.location_id
),

demand_vs_stock as (
    select
        ndc9,
        location_id,
        cast(sum(demanded) as decimal(18, 4)) as demand_qty,
        max(first_shortfall_date) as first_shortfall_date,
        cast(sum(case when day = first_shortfall_date then unmet end) as decimal(18, 4)) as first_shortfall_qty,
        cast(sum(expired) as decimal(18, 4)) as expired_qty,
        cast(max(case when days_to_the_end = 1 then ending_stock end) as decimal(18, 4)) as ending_stock
    from days
    group by ndc9, location_id
)

select * from demand_vs_stock
