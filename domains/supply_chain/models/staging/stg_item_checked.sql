{{ mesh_macros.stage_checked(
    ref('in_item'),
    supply_chain.item(),
    key=['item_id'],
    required=['base_uom'],
) }}
