{{ mesh_macros.union_mappings(
    [
        ref('map_sample__pharmacy_claim'),
        ref('map_desynpuf__pde'),
        ref('map_carebridge__pharmacy_claim'),
        ref('map_tuva__pharmacy_claim'),
        ref('map_cclf__part_d'),
        ref('map_idr__drug_line'),
    ],
    pharmacy.pharmacy_claim(),
) }}
