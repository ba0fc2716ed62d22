{{ mesh_macros.stage_resent(ref('stg_claim_date_checked'), claims.claim_date(), ['date_key']) }}
