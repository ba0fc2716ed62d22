{{ mesh_macros.rejects(
    ['medical_claim', 'claim_header', 'claim_date', 'claim_line_part', 'claim_code', 'claim_account', 'account_entry'],
    rule_rejects=[
        (ref('int_claim_apart_reject'), 'medical_claim'),
        (ref('int_claim_apart_reject'), 'claim_header'),
        (ref('int_claim_apart_reject'), 'claim_date'),
        (ref('int_claim_apart_reject'), 'claim_line_part'),
        (ref('int_claim_apart_reject'), 'claim_code'),
        (ref('int_account_reject'), 'claim_account'),
        (ref('int_account_reject'), 'account_entry'),
    ],
) }}
