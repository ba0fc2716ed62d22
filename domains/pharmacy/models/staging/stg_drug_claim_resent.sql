{{ mesh_macros.stage_resent(ref('stg_drug_claim_checked'), pharmacy.drug_claim(), ['claim_id']) }}
