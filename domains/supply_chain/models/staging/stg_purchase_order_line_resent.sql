{{ mesh_macros.stage_resent(
    ref('stg_purchase_order_line_checked'), supply_chain.purchase_order_line(), ['po_id', 'line']
) }}
