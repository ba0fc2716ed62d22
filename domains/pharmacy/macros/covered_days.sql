{#  R-RX-04, step 4: days of the treatment with supply of any ingredient, from `carried` and `treatment` (supply_key, end_day).
    Ingredients run side by side: a day counts once by starting after the days already covered.
    Result: CTEs up to `covered` (supply_key, covered_days). #}
{% macro covered_days() -%}
clipped as (
    select
        carried.supply_key,
        carried.first_day,
        least(carried.last_day, treatment.end_day) as last_day
    from carried
    inner join treatment
        on carried.supply_key = treatment.supply_key
),

day_once as (
    select
        supply_key,
        last_day,
        greatest(first_day, coalesce(1 + max(last_day) over (
            partition by supply_key order by first_day, last_day rows between unbounded preceding and 1 preceding
        ), first_day)) as first_day
    from clipped
    where first_day <= last_day
),

covered as (
    select
        supply_key,
        cast(sum(greatest(last_day - first_day + 1, 0)) as integer) as covered_days
    from day_once
    group by supply_key
)
{%- endmacro %}
