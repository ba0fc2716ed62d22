{#  male, female or what the source sends in lower case: payers write M, F, 1 and 2. #}
{% macro gender(column) -%}
    case lower({{ mesh_macros.clean_text(column) }})
        when 'm' then 'male'
        when '1' then 'male'
        when 'f' then 'female'
        when '2' then 'female'
        else lower({{ mesh_macros.clean_text(column) }})
    end
{%- endmacro %}
