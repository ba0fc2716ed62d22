{{ mesh_macros.stage_resent(
    ref('stg_item_checked'), supply_chain.item(), ['item_id']
) }}
