{{ mesh_macros.rejects(
    ['eligibility', 'member_id_xref', 'payer'],
    rule_rejects=[
        (ref('int_person_crosswalk_reject'), 'member_id_xref'),
        (ref('int_member_id_xref_void'), 'member_id_xref'),
        (ref('int_coverage_span_reject'), 'eligibility'),
    ],
) }}
