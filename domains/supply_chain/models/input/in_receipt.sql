{{ mesh_macros.union_mappings([ref('map_sample__receipt')], supply_chain.receipt()) }}
