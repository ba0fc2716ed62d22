{{ mesh_macros.stage_resent(
    ref('stg_claim_line_part_checked'), claims.claim_line_part(), ['claim_id', 'claim_line_number', 'line_part']
) }}
