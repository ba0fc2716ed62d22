{{ mesh_macros.stage_checked(
    ref('in_member_id_xref'),
    members.member_id_xref(),
    key=['prior_member_id', 'current_member_id'],
) }}
