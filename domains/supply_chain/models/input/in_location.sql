{{ mesh_macros.union_mappings([ref('map_sample__location')], supply_chain.location()) }}
