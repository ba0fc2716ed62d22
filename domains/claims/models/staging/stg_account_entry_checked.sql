{{ mesh_macros.stage_checked(
    ref('in_account_entry'),
    claims.account_entry(),
    key=['entry_id'],
    required=['claim_id', 'entry_number', 'entry_type'],
    required_when={
        'owed_by': "entry_type in ('CHARGE', 'TRANSFERIN')",
        'payment_amount': "entry_type = 'PAYMENT'",
    },
) }}
