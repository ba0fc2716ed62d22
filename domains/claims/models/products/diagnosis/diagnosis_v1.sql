with diagnoses as (
    select * from {{ ref('int_diagnosis') }}
    where reason is null
),

diagnosis as (
    select
        family_id,
        diagnosis_level,
        cast(diagnosis_position as integer) as diagnosis_position,
        person_id,
        service_date,
        claim_end_date,
        code_type,
        code,
        display as code_display,
        data_source
    from diagnoses
)

select * from diagnosis
