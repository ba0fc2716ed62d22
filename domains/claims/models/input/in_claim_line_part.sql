{{ mesh_macros.union_mappings(
    [ref('map_idr__line_institutional'), ref('map_idr__line_professional')], claims.claim_line_part()
) }}
