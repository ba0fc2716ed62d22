{#  The calendar years in which a person has fills that count for adherence, and how long they were there to be treated: to the
    end of the last coverage that began by the end of the year, and to death. Coverage that begins later is none; a person
    without coverage records is not cut. A year in progress ends on the day up to which the person's fills are known. #}
with fills as (
    select * from {{ ref('int_adherence_fill') }}
),

known as (
    select * from {{ ref('int_person_as_of') }}
),

spans as (
    select * from {{ ref('int_benefit_span') }}
),

persons as (
    select * from {{ ref('members', 'person', v=1) }}
),

years as (
    select distinct
        fills.person_id,
        {{ pharmacy.year_start('fills.fill_date') }} as period_start,
        least({{ pharmacy.year_end('fills.fill_date') }}, known.as_of) as period_end
    from fills
    inner join known
        on fills.person_id = known.person_id
    where fills.fill_date <= known.as_of
),

enrolled as (
    select
        years.person_id,
        years.period_start,
        coalesce(
            max(case when spans.start_date <= years.period_end then spans.end_date end),
            {{ mesh_macros.add_days('min(spans.start_date)', -1) }}
        ) as enrolled_through
    from years
    inner join spans
        on years.person_id = spans.person_id
    group by years.person_id, years.period_start
),

adherence_person as (
    select
        years.person_id,
        years.period_start,
        years.period_end,
        enrolled.enrolled_through,
        persons.death_date
    from years
    left join enrolled
        on years.person_id = enrolled.person_id and years.period_start = enrolled.period_start
    left join persons
        on years.person_id = persons.person_id
)

select * from adherence_person
