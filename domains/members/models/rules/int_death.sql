with demographics as (
    select * from {{ ref('int_person_demographics') }}
),

deaths as (
    select
        person_id,
        death_date
    from demographics
    where death_date is not null
)

select * from deaths
