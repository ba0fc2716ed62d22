{{ mesh_macros.union_mappings([ref('map_sample__location'), ref('map_openboxes__location')], supply_chain.location()) }}
