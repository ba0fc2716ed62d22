{{ mesh_macros.union_mappings([ref('map_idr__drug_claim')], pharmacy.drug_claim()) }}
