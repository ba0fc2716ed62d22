{{ mesh_macros.stage_resent(ref('stg_drug_claim_line_checked'), pharmacy.drug_claim_line(), ['claim_id', 'claim_line_number']) }}
