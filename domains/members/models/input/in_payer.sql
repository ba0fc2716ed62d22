{{ mesh_macros.union_mappings([ref('map_synthea__payer')], members.payer()) }}
