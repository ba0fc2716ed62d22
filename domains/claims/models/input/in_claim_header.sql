{{ mesh_macros.union_mappings([ref('map_cclf__part_a_claim')], claims.claim_header()) }}
