{#  Ages are told as of the last day that any enrolment record names (see R-MEM-03), the same on every day the mesh runs. #}
with demographics as (
    select * from {{ ref('int_person_demographics') }}
),

months as (
    select * from {{ ref('int_member_month') }}
),

reference as (
    select last_day(max(month_start)) as reference_date
    from months
),

person_reference as (
    select
        demographics.person_id as row_id,
        demographics.birth_date,
        least(reference.reference_date, coalesce(demographics.death_date, reference.reference_date)) as reference_date
    from demographics
    cross join reference
)

select * from person_reference
