{{ mesh_macros.union_mappings(
    [
        ref('map_sample__member_id_xref'),
        ref('map_tuva__person'),
        ref('map_cclf__beneficiary_hicn'),
        ref('map_cclf__beneficiary_xref'),
        ref('map_idr__beneficiary_mbi'),
        ref('map_idr__beneficiary_xref'),
    ],
    members.member_id_xref(),
) }}
