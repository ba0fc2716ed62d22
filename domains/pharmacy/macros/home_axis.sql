{#  R-RX-05: a numbering of the days of a person that leaves out the days in hospital. On it supply is used up one a day, so a
    stay pushes what is on hand, and every later fill of the same ingredient, behind the discharge.

    stays   relation with person_id, first_day, last_day (dates to leave out; they may overlap)

    Result: CTEs up to `home_axis`, one row per person and uninterrupted block of left-out days (all days as day numbers):
      first_day, last_day   the block
      until_day             the day before the next block
      home_first            the home number of the day after the block
      home_until            the home number of until_day
      left_out              days left out up to the end of the block: home number = day number - left_out

    A person without stays has no rows: home number and day number are the same. #}
{% macro home_axis(stays) -%}
stay as (
    select
        person_id,
        {{ pharmacy.day_number('first_day') }} as first_day,
        {{ pharmacy.day_number('last_day') }} as last_day
    from {{ stays }}
    where first_day <= last_day
),

stay_reached as (
    select
        *,
        max(last_day) over (
            partition by person_id order by first_day, last_day rows between unbounded preceding and 1 preceding
        ) as reached_day
    from stay
),

stay_island as (
    select
        *,
        sum(case when first_day <= reached_day + 1 then 0 else 1 end) over (
            partition by person_id order by first_day, last_day rows between unbounded preceding and current row
        ) as island
    from stay_reached
),

stay_block as (
    select
        person_id,
        min(first_day) as first_day,
        max(last_day) as last_day
    from stay_island
    group by person_id, island
),

stay_counted as (
    select
        person_id,
        first_day,
        last_day,
        coalesce(lead(first_day) over (partition by person_id order by first_day) - 1, 9999999) as until_day,
        cast(sum(last_day - first_day + 1) over (
            partition by person_id order by first_day rows between unbounded preceding and current row
        ) as integer) as left_out
    from stay_block
),

home_axis as (
    select
        *,
        last_day + 1 - left_out as home_first,
        until_day - left_out as home_until
    from stay_counted
)
{%- endmacro %}

{#  The home number of a day, or of the first day at home after it. `axis` is home_axis, joined on the person and
    `day between axis.first_day and axis.until_day`. #}
{% macro home_number(day, axis) -%}
    coalesce(greatest({{ day }}, {{ axis }}.last_day + 1) - {{ axis }}.left_out, {{ day }})
{%- endmacro %}

{#  The home number of the last day at home up to a day, with the same join. #}
{% macro home_number_up_to(day, axis) -%}
    case when {{ day }} <= {{ axis }}.last_day then {{ axis }}.home_first - 1 else {{ day }} - coalesce({{ axis }}.left_out, 0) end
{%- endmacro %}
