{{ mesh_macros.stage_resent(ref('stg_claim_account_checked'), claims.claim_account(), ['claim_id']) }}
