{{ mesh_macros.stage_checked(
    ref('in_inventory_movement'),
    supply_chain.inventory_movement(),
    key=['movement_id'],
    required=['movement_date', 'movement_type', 'location_id', 'item_id', 'quantity', 'uom'],
) }}
