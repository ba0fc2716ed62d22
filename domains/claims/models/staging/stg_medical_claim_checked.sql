{{ mesh_macros.stage_checked(
    ref('in_medical_claim'),
    claims.medical_claim(),
    key=claims.medical_claim_key(),
    optional_key=['entry_key'],
    required=['adjustment_style'],
) }}
