{{ mesh_macros.stage_checked(
    ref('in_invoice_line'),
    supply_chain.invoice_line(),
    key=['invoice_id', 'invoice_line'],
    required=['po_id', 'line', 'invoice_date', 'quantity', 'uom', 'unit_price'],
) }}
