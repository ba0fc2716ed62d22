{#  Join a line's code with those of one kind in visit_code, on the day of the line (R-CLM-20). Use after `from lines`. #}
{% macro visit_code_join(kind, column, alias=none) -%}
    {%- set name = alias or kind -%}
    left join visit_codes as {{ name }}
        on
            {{ column }} = {{ name }}.code
            and {{ name }}.kind = '{{ kind }}'
            and lines.visit_date between {{ name }}.valid_from and {{ name }}.valid_to
{%- endmacro %}
