{{ mesh_macros.stage_resent(
    ref('stg_lot_checked'), supply_chain.lot(), ['item_id', 'lot']
) }}
