{{ mesh_macros.union_mappings([ref('map_sample__member_id_xref')], members.member_id_xref()) }}
