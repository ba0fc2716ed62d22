{{ mesh_macros.stage_resent(
    ref('stg_member_id_xref_checked'), members.member_id_xref(), ['prior_member_id', 'current_member_id']
) }}
