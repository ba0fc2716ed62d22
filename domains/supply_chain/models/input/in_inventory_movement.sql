{{ mesh_macros.union_mappings([ref('map_sample__inventory_movement')], supply_chain.inventory_movement()) }}
