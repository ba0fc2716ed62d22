{#  Days divided by days, 6 places. #}
{% macro share_of_days(days, of_days) -%}
    cast(round(cast({{ days }} as decimal(18, 8)) / nullif({{ of_days }}, 0), 6) as decimal(18, 6))
{%- endmacro %}
