{{ mesh_macros.rejects(
    ['eligibility', 'member_id_xref'],
    rule_rejects=[
        (ref('int_person_crosswalk_reject'), 'member_id_xref'),
        (ref('int_coverage_span_reject'), 'eligibility'),
    ],
) }}
