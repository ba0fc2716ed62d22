{{ mesh_macros.stage_checked(
    ref('in_claim_code'), claims.claim_code(), key=['claim_id', 'code_level', 'code_position']
) }}
