{{ mesh_macros.feed_rows(
    [
        source('raw_pharmacy', 'sample_pharmacy_claim'),
        source('raw_pharmacy', 'sample_drug'),
        source('raw_pharmacy', 'desynpuf_pde'),
        source('raw_pharmacy', 'carebridge_pharmacy_claim'),
        source('raw_pharmacy', 'tuva_pharmacy_claim'),
        source('raw_pharmacy', 'cclf_part_d'),
    ],
    ['pharmacy_claim', 'drug'],
    ref('pharmacy_rejects'),
) }}
