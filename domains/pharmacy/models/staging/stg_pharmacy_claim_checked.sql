{{ mesh_macros.stage_checked(
    ref('in_pharmacy_claim'),
    pharmacy.pharmacy_claim(),
    key=['transaction_id'],
    required_when=pharmacy.pharmacy_claim_required(),
) }}
