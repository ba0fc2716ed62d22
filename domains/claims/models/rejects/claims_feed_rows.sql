{{ mesh_macros.feed_rows(
    [
        source('raw_claims', 'sample_medical_claim'),
        source('raw_claims', 'sample_remittance_claim'),
        source('raw_claims', 'sample_adjustment_claim'),
        source('raw_claims', 'desynpuf_carrier'),
        source('raw_claims', 'desynpuf_inpatient'),
        source('raw_claims', 'desynpuf_outpatient'),
        source('raw_claims', 'tuva_medical_claim'),
    ],
    ['medical_claim'],
    ref('claims_rejects'),
) }}
