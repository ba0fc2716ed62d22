{{ mesh_macros.stage_checked(
    ref('in_purchase_order_line'),
    supply_chain.purchase_order_line(),
    key=['po_id', 'line'],
    required=['item_id', 'ordered_qty', 'uom'],
) }}
