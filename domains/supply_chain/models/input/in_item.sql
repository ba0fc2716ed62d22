{{ mesh_macros.union_mappings([ref('map_sample__item'), ref('map_openboxes__product')], supply_chain.item()) }}
