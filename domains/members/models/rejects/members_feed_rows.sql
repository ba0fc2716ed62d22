{{ mesh_macros.feed_rows(
    [
        source('raw_members', 'sample_eligibility'),
        source('raw_members', 'sample_member_id_xref'),
        source('raw_members', 'desynpuf_beneficiary'),
        source('raw_members', 'carebridge_member'),
        source('raw_members', 'carebridge_enrollment'),
    ],
    ['eligibility', 'member_id_xref'],
    ref('members_rejects'),
) }}
