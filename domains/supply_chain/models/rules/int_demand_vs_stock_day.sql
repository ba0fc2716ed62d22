with recursive {{ supply_chain.demand_day(
    ref('int_member_runout'), ref('int_usable_lot'), ref('int_purchase_order_due')
) }},

demand_vs_stock_day as (
    select
        ndc9,
        location_id,
        day,
        cast(demanded as decimal(18, 4)) as demanded,
        cast(arrived as decimal(18, 4)) as arrived,
        cast(expired as decimal(18, 4)) as expired,
        cast(served as decimal(18, 4)) as served,
        cast(unmet as decimal(18, 4)) as unmet,
        cast(backlog as decimal(18, 4)) as backlog,
        cast(ending_stock as decimal(18, 4)) as ending_stock,
        sum(case when unmet > 0 then 1 else 0 end) over (
            partition by ndc9, location_id
            order by day
            rows between unbounded preceding and current row
        ) as shortfall_days
    from demand_day
)

select * from demand_vs_stock_day
