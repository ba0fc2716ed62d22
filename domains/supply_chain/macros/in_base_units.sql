{#  A quantity times a factor, 6 places; null when it has more than 12 digits before the point. #}
{% macro in_base_units(quantity, factor) -%}
    try_cast(round(cast({{ quantity }} as double) * {{ factor }}, 6) as decimal(18, 6))
{%- endmacro %}
