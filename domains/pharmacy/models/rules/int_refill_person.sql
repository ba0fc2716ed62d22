{#  Is the person alive and enrolled on the day up to which its data source is known? Pharmacy coverage counts when the person
    has any, else every coverage; of a person without coverage records enrolled_through stays null, which means unknown. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

spans as (
    select * from {{ ref('members', 'coverage_span', v=1) }}
),

deaths as (
    select * from {{ ref('members', 'person', v=1) }}
),

known as (
    select
        fills.person_id,
        max(as_of.as_of) as as_of
    from fills
    inner join as_of
        on fills.data_source = as_of.data_source
    group by fills.person_id
),

benefit as (
    select
        person_id,
        max(case when coverage_type = 'rx' then 1 else 0 end) as has_rx
    from spans
    group by person_id
),

enrolled as (
    select
        known.person_id,
        coalesce(
            max(case when spans.start_date <= known.as_of then spans.end_date end),
            {{ mesh_macros.add_days('min(spans.start_date)', -1) }}
        ) as enrolled_through
    from known
    inner join benefit
        on known.person_id = benefit.person_id
    inner join spans
        on known.person_id = spans.person_id
    where benefit.has_rx = 0 or spans.coverage_type = 'rx'
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
