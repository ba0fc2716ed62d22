{{ mesh_macros.union_mappings([ref('map_idr__claim_date')], claims.claim_date()) }}
