{#  The entity `inventory_movement`: one count, receipt, issue, transfer or adjustment of a lot at a location. #}
{% macro inventory_movement() -%}
    {{ return({
        'movement_id': 'varchar',
        'movement_date': 'date',
        'recorded_date': 'date',
        'movement_type': 'code',
        'location_id': 'varchar',
        'to_location_id': 'varchar',
        'item_id': 'varchar',
        'lot': 'code',
        'quantity': 'decimal(18,4)',
        'uom': 'code',
        'transfer_id': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `bin_count`: what was counted of a lot in one bin. The rules see what was counted of it at the location that day. #}
{% macro bin_count() -%}
    {{ return({
        'count_date': 'date',
        'location_id': 'varchar',
        'bin': 'code',
        'item_id': 'varchar',
        'lot': 'code',
        'expiry_date': 'future_date',
        'quantity': 'decimal(18,4)',
        'uom': 'code',
    }) }}
{%- endmacro %}
