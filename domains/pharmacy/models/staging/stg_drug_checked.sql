{{ mesh_macros.stage_checked(ref('in_drug'), pharmacy.drug(), key=['ndc']) }}
