{#  R-X-01, shared by the daily figures and their summary: expected demand against usable stock, one day after the other.

    Every day orders due that day arrive, earlier unmet demand is served first, then the day's, always from the lot that
    expires first. A lot can be used up to and including its expiry date.
    The recursion goes over the days; one step handles all lots of all products and places. A lot only carries what is
    left of it: it is usable from its arrival to its expiry, so nothing has to be moved or thrown away meanwhile.
    Result: CTEs up to `demand_day` (ndc9, location_id, day and the figures of the day). #}
{% macro demand_day(runouts, lots, orders) -%}
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
),

place_day as (
    select
        place,
        day,
        max(demanded) as demanded,
        max(backlog_before) as backlog_before,
        max(served) as served,
        sum(case when arrives_on = day then quantity else 0 end) as arrived,
        sum(
            case
                when expiry_date >= day or arrives_on > day then 0
                when
                    arrives_on = day
                    or expiry_date = {{ mesh_macros.add_days('day', -1) }}
                    or as_of = {{ mesh_macros.add_days('day', -1) }}
                    then remaining
                else 0
            end
        ) as expired,
        sum(case when day between arrives_on and expiry_date then remaining else 0 end) as ending_stock
    from simulation
    where day > as_of
    group by place, day
),

demand_day as (
    select
        places.ndc9,
        places.location_id,
        place_day.day,
        place_day.demanded,
        place_day.arrived,
        place_day.expired,
        place_day.served,
        place_day.demanded - greatest(place_day.served - place_day.backlog_before, 0) as unmet,
        place_day.backlog_before + place_day.demanded - place_day.served as backlog,
        place_day.ending_stock
    from place_day
    inner join places
        on place_day.place = places.place
)
{%- endmacro %}
