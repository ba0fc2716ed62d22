{{ mesh_macros.union_mappings([ref('map_scms__delivery')], supply_chain.delivery()) }}
