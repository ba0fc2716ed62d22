{{ mesh_macros.rejects(
    ['pharmacy_claim', 'drug', 'drug_claim', 'drug_claim_line'],
    rule_rejects=[
        (ref('int_part_d_part_reject'), 'drug_claim'),
        (ref('int_part_d_part_reject'), 'drug_claim_line'),
    ],
) }}
