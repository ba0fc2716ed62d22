{#  Is the person alive and enrolled on the day up to which its data source is known? Of a person without coverage records
    enrolled_through stays null, which means unknown. #}
with known as (
    select * from {{ ref('int_person_as_of') }}
),

spans as (
    select * from {{ ref('int_benefit_span') }}
),

deaths as (
    select * from {{ ref('members', 'person', v=1) }}
),

enrolled as (
    select
        known.person_id,
        coalesce(
            max(case when spans.start_date <= known.as_of then spans.end_date end),
            {{ mesh_macros.add_days('min(spans.start_date)', -1) }}
        ) as enrolled_through
    from known
    inner join spans
        on known.person_id = spans.person_id
    group by known.person_id
),

refill_person as (
    select
        known.person_id,
        known.as_of,
        enrolled.enrolled_through,
        deaths.death_date
    from known
    left join enrolled
        on known.person_id = enrolled.person_id
    left join deaths
        on known.person_id = deaths.person_id
)

select * from refill_person
