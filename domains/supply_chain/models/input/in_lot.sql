{{ mesh_macros.union_mappings([ref('map_sample__lot')], supply_chain.lot()) }}
