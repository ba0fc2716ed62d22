{{ mesh_macros.stage_checked(ref('in_claim_account'), claims.claim_account(), key=['claim_id']) }}
