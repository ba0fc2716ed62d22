{{ mesh_macros.stage_resent(
    ref('stg_medical_claim_checked'), claims.medical_claim(), claims.medical_claim_key()
) }}
