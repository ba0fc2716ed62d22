{{ mesh_macros.union_mappings([ref('map_sample__shortage'), ref('map_fda__shortage')], supply_chain.shortage()) }}
