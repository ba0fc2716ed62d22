{#  R-RX-04, step 1: the fills of each measurement period with the end of the person's treatment, on the calendar and, for persons
    with days in hospital, once more on the axis without them (R-RX-05).

    persons   relation with a row per person and period: person_id, period_start, period_end (null = the variables of that
              name), enrolled_through, death_date (null = unknown, which cuts nothing)

    Result: CTEs up to `treatment_fill`; a supply_key is a person, class and period on one of the axes. #}
{% macro treatment_fill(fills, persons, stays) -%}
{%- set start = "coalesce(person.period_start, date '" ~ var('period_start') ~ "')" -%}
{%- set end = "coalesce(person.period_end, date '" ~ var('period_end') ~ "')" -%}
person as (
    select * from {{ persons }}
),

valid_fill as (
    select
        *,
        {{ pharmacy.day_number('fill_date') }} as day_number
    from {{ fills }}
    where days_supply between 1 and {{ var('max_days_supply') }}
),

calendar_fill as (
    select
        {{ mesh_macros.hash64(["'calendar'", 'valid_fill.person_id', 'valid_fill.drug_class', start]) }} as supply_key,
        valid_fill.person_id,
        valid_fill.drug_class,
        {{ start }} as period_start,
        {{ end }} as period_end,
        0 as at_home,
        valid_fill.fill_date,
        valid_fill.fill_id,
        valid_fill.target_ingredients as ingredients,
        valid_fill.days_supply,
        least({{ end }}, person.enrolled_through, person.death_date) as treatment_end,
        valid_fill.day_number as fill_day,
        {{ pharmacy.day_number('least(' ~ end ~ ', person.enrolled_through, person.death_date)') }} as end_day
    from valid_fill
    left join person
        on valid_fill.person_id = person.person_id
    where valid_fill.fill_date between {{ start }} and {{ end }}
),

{{ pharmacy.home_axis(stays) }},

hospitalised as (
    select distinct person_id
    from home_axis
),

home_fill as (
    select
        {{ mesh_macros.hash64(["'home'", 'fills.person_id', 'fills.drug_class', 'fills.period_start']) }} as supply_key,
        fills.person_id,
        fills.drug_class,
        fills.period_start,
        fills.period_end,
        1 as at_home,
        fills.fill_date,
        fills.fill_id,
        fills.ingredients,
        fills.days_supply,
        fills.treatment_end,
        {{ pharmacy.home_number('fills.fill_day', 'at_fill') }} as fill_day,
        {{ pharmacy.home_number_up_to('fills.end_day', 'at_end') }} as end_day
    from calendar_fill as fills
    inner join hospitalised
        on fills.person_id = hospitalised.person_id
    left join home_axis as at_fill
        on fills.person_id = at_fill.person_id and fills.fill_day between at_fill.first_day and at_fill.until_day
    left join home_axis as at_end
        on fills.person_id = at_end.person_id and fills.end_day between at_end.first_day and at_end.until_day
),

treatment_fill as (
    select * from calendar_fill
    union all
    select * from home_fill
)
{%- endmacro %}
