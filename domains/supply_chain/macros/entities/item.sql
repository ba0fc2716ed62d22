{#  The entity `item`: something that is bought, stocked or dispensed. #}
{% macro item() -%}
    {{ return({
        'item_id': 'varchar',
        'description': 'varchar',
        'item_type': 'varchar',
        'ndc': 'varchar',
        'ndc_numeric': 'integer',
        'gtin14': 'varchar',
        'base_uom': 'code',
        'storage': 'varchar',
        'abc_override': 'code',
    }) }}
{%- endmacro %}

{#  The entity `item_uom`: one `uom` of the item is `factor` times `to_uom`; without a vendor it holds for all vendors. #}
{% macro item_uom() -%}
    {{ return({
        'item_id': 'varchar',
        'vendor_id': 'varchar',
        'uom': 'code',
        'factor': 'decimal(18,6)',
        'to_uom': 'code',
    }) }}
{%- endmacro %}

{#  The entity `lot`: a batch of an item. Lots compare in upper case; expiry_raw is the date as printed. #}
{% macro lot() -%}
    {{ return({
        'item_id': 'varchar',
        'lot': 'code',
        'expiry_raw': 'varchar',
        'expiry_date': 'future_date',
    }) }}
{%- endmacro %}
