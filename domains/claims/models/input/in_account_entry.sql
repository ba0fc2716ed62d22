{{ mesh_macros.union_mappings([ref('map_synthea__account_entry')], claims.account_entry()) }}
