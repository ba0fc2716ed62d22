{{ mesh_macros.stage_resent(
    ref('stg_item_uom_checked'), supply_chain.item_uom(), ['item_id', 'vendor_id', 'uom']
) }}
