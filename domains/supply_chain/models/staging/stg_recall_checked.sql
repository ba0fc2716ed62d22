{{ mesh_macros.stage_checked(
    ref('in_recall'),
    supply_chain.recall(),
    key=['recall_id', 'item_id', 'lot'],
) }}
