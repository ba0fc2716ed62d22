with person_reference as (
    select * from {{ ref('int_person_reference') }}
),

aged as (
    select
        row_id,
        reference_date,
        {{ mesh_macros.age_years('birth_date', 'reference_date') }} as age,
        case when birth_date > reference_date then 'birth_after_reference' end as reason
    from person_reference
),

person_age as (
    select
        row_id,
        reference_date,
        age,
        {{ mesh_macros.deid_age('age') }} as deid_age,
        reason
    from aged
)

select * from person_age
