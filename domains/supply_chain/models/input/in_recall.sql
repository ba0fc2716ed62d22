{{ mesh_macros.union_mappings([ref('map_sample__recall'), ref('map_fda__recall')], supply_chain.recall()) }}
