{{ mesh_macros.stage_checked(
    ref('in_claim_header'),
    claims.claim_header(),
    key=['claim_id', 'header_part'],
    required_when={
        'adjustment_style': "header_part = 'claim'",
        'transaction_type': "header_part = 'claim' and adjustment_style = 'debit_credit'",
        'member_id': "header_part = 'claim'",
    },
) }}
