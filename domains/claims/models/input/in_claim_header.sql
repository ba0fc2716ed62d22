{{ mesh_macros.union_mappings(
    [
        ref('map_cclf__part_a_claim'),
        ref('map_idr__claim'),
        ref('map_idr__claim_institutional'),
        ref('map_idr__claim_professional'),
    ],
    claims.claim_header(),
) }}
