{{ mesh_macros.stage_resent(
    ref('stg_inventory_movement_checked'), supply_chain.inventory_movement(), ['movement_id']
) }}
