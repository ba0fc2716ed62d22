{{ mesh_macros.stage_resent(
    ref('stg_receipt_checked'), supply_chain.receipt(), ['receipt_id']
) }}
