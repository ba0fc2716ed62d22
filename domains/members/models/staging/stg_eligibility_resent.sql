{{ mesh_macros.stage_resent(ref('stg_eligibility_checked'), members.eligibility(), members.eligibility_key()) }}
