{{ mesh_macros.union_mappings(
    [
        ref('map_sample__eligibility'),
        ref('map_desynpuf__beneficiary'),
        ref('map_carebridge__member'),
        ref('map_carebridge__enrollment'),
    ],
    members.eligibility(),
) }}
