{{ mesh_macros.union_mappings([ref('map_sample__recall')], supply_chain.recall()) }}
