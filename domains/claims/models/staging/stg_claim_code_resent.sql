{{ mesh_macros.stage_resent(
    ref('stg_claim_code_checked'), claims.claim_code(), ['claim_id', 'code_level', 'code_position']
) }}
