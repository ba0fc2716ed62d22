{{ mesh_macros.stage_checked(ref('in_drug_claim'), pharmacy.drug_claim(), key=['claim_id']) }}
