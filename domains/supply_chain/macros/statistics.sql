{#  The mean of a column, the sum being exact; null without values. #}
{% macro mean_of(column) -%}
    cast(sum({{ column }}) as double) / nullif(count({{ column }}), 0)
{%- endmacro %}

{#  The sample variance (n - 1) of a column; null with less than two values. Values are taken in order, so that the last
    digit never depends on the order of rows. #}
{% macro sample_variance(column) -%}
    var_samp(cast({{ column }} as double) order by {{ column }})
{%- endmacro %}

{#  A double as a decimal of six places. Computed numbers are rounded before they are compared or rounded up, so that 10.000000000000002
    is 10. #}
{% macro six_places(expression) -%}
    cast(round({{ expression }}, 6) as decimal(18, 6))
{%- endmacro %}
