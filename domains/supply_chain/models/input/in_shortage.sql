{{ mesh_macros.union_mappings([ref('map_sample__shortage')], supply_chain.shortage()) }}
