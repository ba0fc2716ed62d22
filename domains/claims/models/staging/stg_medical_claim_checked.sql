{{ mesh_macros.stage_checked(
    ref('in_medical_claim'),
    claims.medical_claim(),
    key=claims.medical_claim_key(),
    optional_key=['entry_key'],
    required=['adjustment_style'],
    required_when={
        'transaction_type': "adjustment_style = 'debit_credit' and header_apart is null",
        'member_id': "adjustment_style = 'debit_credit' and header_apart is null",
    },
) }}
