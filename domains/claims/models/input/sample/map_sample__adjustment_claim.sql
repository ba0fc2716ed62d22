{{ claims.sample_claim(
    source('raw_claims', 'sample_adjustment_claim'), also=['transaction_type', 'hcpcs_modifier_3', 'hcpcs_modifier_4']
) }}
