{{ mesh_macros.stage_resent(ref('stg_claim_header_checked'), claims.claim_header(), ['claim_id', 'header_part']) }}
