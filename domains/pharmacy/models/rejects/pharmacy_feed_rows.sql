{{ mesh_macros.feed_rows(
    [
        source('raw_pharmacy', 'sample_pharmacy_claim'),
        source('raw_pharmacy', 'sample_drug'),
        source('raw_pharmacy', 'desynpuf_pde'),
        source('raw_pharmacy', 'carebridge_pharmacy_claim'),
        source('raw_pharmacy', 'tuva_pharmacy_claim'),
        source('raw_pharmacy', 'cclf_part_d'),
        source('raw_pharmacy', 'idr_drug_claim'),
        source('raw_pharmacy', 'idr_drug_claim_line'),
        source('raw_pharmacy', 'idr_drug_line'),
    ],
    ['pharmacy_claim', 'drug', 'drug_claim', 'drug_claim_line'],
    ref('pharmacy_rejects'),
) }}
