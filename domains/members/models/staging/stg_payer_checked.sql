{{ mesh_macros.stage_checked(ref('in_payer'), members.payer(), key=['payer_id'], required=['payer_name']) }}
