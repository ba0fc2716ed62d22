{{ mesh_macros.stage_resent(
    ref('stg_invoice_line_checked'), supply_chain.invoice_line(), ['invoice_id', 'invoice_line']
) }}
