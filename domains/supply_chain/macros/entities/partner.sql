{#  The entity `location`: a warehouse, a pharmacy, or the country that a source delivers to. #}
{% macro location() -%}
    {{ return({
        'location_id': 'varchar',
        'location_name': 'varchar',
        'location_type': 'varchar',
        'state': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `supplier`. #}
{% macro supplier() -%}
    {{ return({
        'supplier_id': 'varchar',
        'supplier_name': 'varchar',
        'country': 'varchar',
    }) }}
{%- endmacro %}
