{{ mesh_macros.union_mappings([ref('map_sample__supplier')], supply_chain.supplier()) }}
