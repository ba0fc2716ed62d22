{#  R-X-01, the simulation: what is left of every supply at the end of every day.

    The recursion goes over the days; one step handles all supplies of all products and places. A supply only carries what
    is left of it: it is usable from its arrival to its expiry, so nothing has to be moved or thrown away meanwhile.
    Result: CTEs up to `simulation` (place, turn, day; what the place was asked for and served on the day on each row). #}
{% macro demand_simulation(runouts, lots, orders) -%}
{{ supply_chain.demand_shelf(runouts, lots, orders) }},

simulation as (
    select
        place,
        turn,
        arrives_on,
        expiry_date,
        last_day,
        as_of,
        as_of as day,
        quantity,
        quantity as remaining,
        cast(0 as decimal(18, 4)) as demanded,
        cast(0 as decimal(18, 4)) as backlog_before,
        cast(0 as decimal(18, 4)) as served
    from shelf
    union all
    select
        place,
        turn,
        arrives_on,
        expiry_date,
        last_day,
        as_of,
        day,
        quantity,
        cast(remaining - greatest(least(usable, served - usable_before), 0) as decimal(18, 4)) as remaining,
        demanded,
        backlog_before,
        served
    from (
        select
            opened.*,
            cast(sum(usable) over (
                partition by place
                order by turn
                rows between unbounded preceding and current row
            ) - usable as decimal(18, 4)) as usable_before,
            cast(least(
                backlog_before + demanded, sum(usable) over (partition by place)
            ) as decimal(18, 4)) as served
        from (
            select
                yesterday.place,
                yesterday.turn,
                yesterday.arrives_on,
                yesterday.expiry_date,
                yesterday.last_day,
                yesterday.as_of,
                {{ mesh_macros.add_days('yesterday.day', 1) }} as day,
                yesterday.quantity,
                yesterday.remaining,
                case
                    when {{ mesh_macros.add_days('yesterday.day', 1) }} between yesterday.arrives_on and yesterday.expiry_date
                        then yesterday.remaining
                    else 0
                end as usable,
                cast(coalesce(demand_of_place.quantity, 0) as decimal(18, 4)) as demanded,
                cast(
                    yesterday.backlog_before + yesterday.demanded - yesterday.served as decimal(18, 4)
                ) as backlog_before
            from simulation as yesterday
            left join demand_of_place
                on
                    yesterday.place = demand_of_place.place
                    and {{ mesh_macros.add_days('yesterday.day', 1) }} = demand_of_place.day
            where yesterday.day < yesterday.last_day
        ) as opened
    ) as planned
)
{%- endmacro %}
