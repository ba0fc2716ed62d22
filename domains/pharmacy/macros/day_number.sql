{#  A date as a number of days, and back. #}
{% macro day_number(day) -%}
    cast({{ mesh_macros.days_between("date '1970-01-01'", day) }} as integer)
{%- endmacro %}

{% macro day_of(number) -%}
    {{ mesh_macros.add_days("date '1970-01-01'", number) }}
{%- endmacro %}

{#  The first and the last day of a date's calendar year. #}
{% macro year_start(day) -%}
    cast(concat(year({{ day }}), '-01-01') as date)
{%- endmacro %}

{% macro year_end(day) -%}
    cast(concat(year({{ day }}), '-12-31') as date)
{%- endmacro %}
