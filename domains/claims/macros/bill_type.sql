{#  Bill types are sent as three digits or as four with a leading zero: kind of facility, kind of care, frequency. #}
{% macro bill_group(column) -%}
    case when length({{ column }}) = 4 and {{ column }} like '0%'
        then substring({{ column }}, 2, 2) else substring({{ column }}, 1, 2) end
{%- endmacro %}

{% macro bill_frequency(column) -%}
    case when length({{ column }}) = 4 and {{ column }} like '0%'
        then substring({{ column }}, 4, 1) else nullif(substring({{ column }}, 3, 1), '') end
{%- endmacro %}
