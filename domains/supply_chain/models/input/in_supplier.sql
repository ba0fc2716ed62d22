{{ mesh_macros.union_mappings([ref('map_sample__supplier'), ref('map_openboxes__supplier')], supply_chain.supplier()) }}
