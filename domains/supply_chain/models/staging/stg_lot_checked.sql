{{ mesh_macros.stage_checked(
    ref('in_lot'),
    supply_chain.lot(),
    key=['item_id', 'lot'],
) }}
