{{ mesh_macros.stage_resent(ref('stg_eligibility_checked'), members.eligibility(), ['member_id', 'record_key']) }}
