{{ mesh_macros.union_mappings([ref('map_sample__item')], supply_chain.item()) }}
