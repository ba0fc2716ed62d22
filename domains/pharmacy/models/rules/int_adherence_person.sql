{{ config(materialized='view') }}

{#  How long a person was there to be treated: to the end of the last coverage that began by the end of the period (pharmacy
    coverage, else any), and to death. A person without coverage records is not cut. #}
with spans as (
    select * from {{ ref('members', 'coverage_span', v=1) }}
),

persons as (
    select * from {{ ref('members', 'person', v=1) }}
),

enrolled as (
    select
        person_id,
        coalesce(max(case when coverage_type = 'rx' then end_date end), max(end_date)) as enrolled_through
    from spans
    where start_date <= date '{{ var('period_end') }}'
    group by person_id
),

adherence_person as (
    select
        persons.person_id,
        cast(null as date) as period_start,
        cast(null as date) as period_end,
        enrolled.enrolled_through,
        persons.death_date
    from persons
    left join enrolled
        on persons.person_id = enrolled.person_id
)

select * from adherence_person
