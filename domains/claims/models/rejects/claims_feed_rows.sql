{{ mesh_macros.feed_rows(
    [
        source('raw_claims', 'sample_medical_claim'),
        source('raw_claims', 'sample_remittance_claim'),
        source('raw_claims', 'sample_adjustment_claim'),
        source('raw_claims', 'desynpuf_carrier'),
        source('raw_claims', 'desynpuf_inpatient'),
        source('raw_claims', 'desynpuf_outpatient'),
        source('raw_claims', 'tuva_medical_claim'),
        source('raw_claims', 'cclf_part_a_claim'),
        source('raw_claims', 'cclf_part_a_revenue'),
        source('raw_claims', 'cclf_part_a_procedure'),
        source('raw_claims', 'cclf_part_a_diagnosis'),
        source('raw_claims', 'cclf_part_b_physician'),
        source('raw_claims', 'cclf_part_b_dme'),
    ],
    ['medical_claim', 'claim_header', 'claim_code'],
    ref('claims_rejects'),
) }}
