{#  The unit that a product is counted in; OpenBoxes writes Each, or nothing, for the single unit. #}
{% macro counted_unit(column) -%}
    case
        when lower(coalesce({{ mesh_macros.clean_text(column) }}, 'each')) = 'each' then 'EA'
        else {{ column }}
    end
{%- endmacro %}

{#  Whether a value is among those that the feed's contract declares, separated by bars; upper and lower case alike. #}
{% macro in_declared(column, declaration) -%}
    position('|' || lower(trim({{ column }})) || '|' in '|' || lower({{ declaration }}) || '|') > 0
{%- endmacro %}

{#  The column `storage` from a box that is ticked for goods that must be kept cold. #}
{% macro storage_of_cold_chain(column) -%}
    case when lower(trim({{ column }})) = 'true' then 'cold' else 'room' end as storage
{%- endmacro %}
