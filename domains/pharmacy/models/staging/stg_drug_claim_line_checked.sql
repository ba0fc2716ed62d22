{{ mesh_macros.stage_checked(ref('in_drug_claim_line'), pharmacy.drug_claim_line(), key=['claim_id', 'claim_line_number']) }}
