{{ mesh_macros.union_mappings([ref('map_idr__drug_claim_line')], pharmacy.drug_claim_line()) }}
