{{ mesh_macros.union_mappings(
    [ref('map_cclf__part_a_diagnosis'), ref('map_cclf__part_a_procedure')], claims.claim_code()
) }}
