{{ mesh_macros.union_mappings([ref('map_openboxes__inventory')], supply_chain.bin_count()) }}
