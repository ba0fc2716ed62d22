{{ mesh_macros.union_mappings(
    [ref('map_cclf__part_a_diagnosis'), ref('map_cclf__part_a_procedure'), ref('map_idr__claim_code')], claims.claim_code()
) }}
