{#  R-X-01, shared by the daily figures and their summary: expected demand against usable stock, one day after the other.

    Every day orders due that day arrive, earlier unmet demand is served first, then the day's, always from the lot that
    expires first. A lot can be used up to and including its expiry date.
    Result: CTEs up to `demand_day` (ndc9, location_id, day and the figures of the day). #}
{% macro demand_day(runouts, lots, orders) -%}
{{ supply_chain.demand_simulation(runouts, lots, orders) }},

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
