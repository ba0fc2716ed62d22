{{ mesh_macros.stage_resent(ref('stg_pharmacy_claim_checked'), pharmacy.pharmacy_claim(), ['transaction_id']) }}
