{{ mesh_macros.stage_resent(ref('stg_drug_checked'), pharmacy.drug(), ['ndc']) }}
