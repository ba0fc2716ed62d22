{#  R-SCM-06: the whole months that items are classed by, the last var class_months up to the as_of day; a month that has not
    ended on the as_of day does not count. A select with month_start and the month as YYYY-MM. #}
{% macro class_months() -%}
    select
        cast(months.month_start as date) as month_start,
        {{ mesh_macros.month_key('cast(months.month_start as date)') }} as month
    from ({{ supply_chain.as_of_day() }}) as as_of_day, {{ mesh_macros.months_between(
        'as_of_day.as_of - 31 * ' ~ (var('class_months') + 1), 'as_of_day.as_of', 'months'
    ) }}
    where
        last_day(cast(months.month_start as date)) <= as_of_day.as_of
        and {{ mesh_macros.months_apart(
            'cast(months.month_start as date)', mesh_macros.add_days('as_of_day.as_of', 1)
        ) }} <= {{ var('class_months') }}
{%- endmacro %}
