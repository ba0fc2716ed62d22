{{ mesh_macros.stage_checked(ref('in_claim_date'), claims.claim_date(), key=['date_key']) }}
