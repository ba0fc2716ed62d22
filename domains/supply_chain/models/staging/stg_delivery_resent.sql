{{ mesh_macros.stage_resent(
    ref('stg_delivery_checked'), supply_chain.delivery(), ['delivery_id']
) }}
