{{ mesh_macros.stage_checked(
    ref('in_claim_line_part'), claims.claim_line_part(), key=['claim_id', 'claim_line_number', 'line_part']
) }}
