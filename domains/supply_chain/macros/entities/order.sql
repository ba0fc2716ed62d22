{#  The entity `purchase_order_line`. #}
{% macro purchase_order_line() -%}
    {{ return({
        'po_id': 'varchar',
        'line': 'integer',
        'supplier_id': 'varchar',
        'location_id': 'varchar',
        'item_id': 'varchar',
        'ordered_qty': 'decimal(18,4)',
        'uom': 'code',
        'unit_price': 'decimal(18,4)',
        'order_date': 'date',
        'requested_date': 'future_date',
        'promised_date': 'future_date',
        'cancelled_qty': 'decimal(18,4)',
        'cancelled_by': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `receipt`: goods received for a purchase order line, or a rejection that takes a receipt back. #}
{% macro receipt() -%}
    {{ return({
        'receipt_id': 'varchar',
        'po_id': 'varchar',
        'line': 'integer',
        'receipt_date': 'date',
        'quantity': 'decimal(18,4)',
        'uom': 'code',
        'lot': 'code',
        'expiry_date': 'future_date',
        'rejects_receipt_id': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `delivery`: a purchase order line and its one receipt sent as a single row, as delivery histories do.
    The rules see it as a line and a receipt; a *_note keeps the remark that stood in place of a number or a date. #}
{% macro delivery() -%}
    {{ return({
        'delivery_id': 'varchar',
        'po_id': 'varchar',
        'line': 'integer',
        'supplier_id': 'varchar',
        'supplier_name': 'varchar',
        'location_id': 'varchar',
        'country': 'varchar',
        'item_id': 'varchar',
        'description': 'varchar',
        'category': 'varchar',
        'sub_category': 'varchar',
        'generic_name': 'varchar',
        'brand': 'varchar',
        'strength': 'varchar',
        'dosage_form': 'varchar',
        'units_per_pack': 'decimal(18,6)',
        'ordered_qty': 'decimal(18,4)',
        'line_value': 'decimal(18,2)',
        'pack_price': 'decimal(18,4)',
        'unit_price': 'decimal(18,4)',
        'quote_date': 'date',
        'quote_date_note': 'varchar',
        'order_date': 'date',
        'order_date_note': 'varchar',
        'promised_date': 'future_date',
        'receipt_date': 'date',
        'recorded_date': 'date',
        'recorded_date_note': 'varchar',
        'delivery_note_id': 'varchar',
        'shipment_mode': 'varchar',
        'incoterm': 'varchar',
        'weight_kg': 'decimal(18,4)',
        'weight_note': 'varchar',
        'freight_amount': 'decimal(18,2)',
        'freight_note': 'varchar',
        'insurance_amount': 'decimal(18,2)',
    }) }}
{%- endmacro %}
