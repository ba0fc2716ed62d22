{#  The entity `invoice_line`: what a supplier bills for a purchase order line; a negative quantity credits an earlier bill. #}
{% macro invoice_line() -%}
    {{ return({
        'invoice_id': 'varchar',
        'invoice_line': 'integer',
        'po_id': 'varchar',
        'line': 'integer',
        'supplier_id': 'varchar',
        'invoice_date': 'date',
        'quantity': 'decimal(18,4)',
        'uom': 'code',
        'unit_price': 'decimal(18,4)',
    }) }}
{%- endmacro %}

{#  The entity `contract_price`: what was agreed with a supplier for one unit of an item, from one day to another. #}
{% macro contract_price() -%}
    {{ return({
        'contract_id': 'varchar',
        'supplier_id': 'varchar',
        'item_id': 'varchar',
        'uom': 'code',
        'unit_price': 'decimal(18,4)',
        'valid_from': 'future_date',
        'valid_to': 'end_date',
    }) }}
{%- endmacro %}
