{{ mesh_macros.union_mappings([ref('map_synthea__claim')], claims.claim_account()) }}
