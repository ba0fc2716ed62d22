{{ mesh_macros.stage_resent(ref('stg_payer_checked'), members.payer(), ['payer_id']) }}
