{{ mesh_macros.rejects(
    [
        'item', 'item_uom', 'location', 'supplier', 'lot', 'purchase_order_line', 'receipt', 'inventory_movement',
        'contract_price', 'invoice_line', 'shortage', 'recall', 'delivery', 'bin_count',
    ],
    rule_rejects=[
        (ref('int_base_quantity_reject'), 'inventory_movement'),
        (ref('int_base_quantity_reject'), 'purchase_order_line'),
        (ref('int_base_quantity_reject'), 'receipt'),
        (ref('int_base_quantity_reject'), 'delivery'),
        (ref('int_base_quantity_reject'), 'bin_count'),
        (ref('int_base_quantity_reject'), 'contract_price'),
        (ref('int_base_quantity_reject'), 'invoice_line'),
        (ref('int_movement_reject'), 'inventory_movement'),
        (ref('int_receipt_reject'), 'receipt'),
        (ref('int_invoice_reject'), 'invoice_line'),
    ],
) }}
