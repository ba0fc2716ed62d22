{{ mesh_macros.stage_checked(ref('in_eligibility'), members.eligibility(), key=['member_id', 'record_key']) }}
