{#  The unit of a delivery history's lines, a pack of so many units: PACK30. #}
{% macro pack_uom(units) -%}
    'PACK' || cast(cast(round({{ units }}) as bigint) as varchar)
{%- endmacro %}
