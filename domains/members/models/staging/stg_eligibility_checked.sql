{{ mesh_macros.stage_checked(
    ref('in_eligibility'),
    members.eligibility(),
    key=members.eligibility_key(),
    optional_key=['plan', 'coverage_type', 'enrollment_start_date', 'coverage_year'],
) }}
