{#  What adds up day by day: stretches of days on which the sums of overlapping supplies stay the same. Days are not unrolled, a
    supply is one change where it starts and one after it ends.

    supplies   a CTE with person_id, period_start, period_end, first_day, last_day (day numbers within the period) and the amounts
    amounts    columns to add up, decimals or integers, for which the order of adding does not matter

    Result: CTEs up to `level` (person_id, period_start, period_end, days, the amounts). #}
{% macro levels(supplies, amounts) -%}
change as (
    select
        person_id,
        period_start,
        period_end,
        first_day as from_day,
        {{ amounts | join(', ') }}
    from {{ supplies }}
    where first_day <= last_day
    union all
    select
        person_id,
        period_start,
        period_end,
        last_day + 1 as from_day,
        {% for amount in amounts %}-{{ amount }} as {{ amount }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ supplies }}
    where first_day <= last_day
),

change_of_day as (
    select
        person_id,
        period_start,
        period_end,
        from_day,
        {% for amount in amounts %}sum({{ amount }}) as {{ amount }}{{ ', ' if not loop.last }}{% endfor %}
    from change
    group by person_id, period_start, period_end, from_day
),

level as (
    select
        person_id,
        period_start,
        period_end,
        lead(from_day) over by_day - from_day as days,
        {% for amount in amounts %}sum({{ amount }}) over by_day as {{ amount }}{{ ', ' if not loop.last }}{% endfor %}
    from change_of_day
    window by_day as (partition by person_id, period_start, period_end order by from_day)
)
{%- endmacro %}
