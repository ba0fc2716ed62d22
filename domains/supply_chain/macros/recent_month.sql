{#  Whether a day lies in the month of the as_of day or in one of the var stock_months months before it. #}
{% macro in_recent_month(day, as_of) -%}
    {{ mesh_macros.months_apart(day, as_of) }} between 0 and {{ var('stock_months') }}
{%- endmacro %}
