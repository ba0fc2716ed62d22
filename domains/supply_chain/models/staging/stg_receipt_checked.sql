{{ mesh_macros.stage_checked(
    ref('in_receipt'),
    supply_chain.receipt(),
    key=['receipt_id'],
    required=['po_id', 'line', 'receipt_date', 'quantity', 'uom'],
) }}
