{#  Which treatments count in a rate of adherent people: measurable, of an age, and covered throughout (or, in years before
    continuous enrolment was asked for, weighted by the part of the year that was covered). #}
with treatments as (
    select * from {{ ref('int_pdc') }}
),

spans as (
    select * from {{ ref('int_benefit_span') }}
),

months as (
    select * from {{ ref('members', 'member_month', v=1) }}
),

persons as (
    select * from {{ ref('members', 'person', v=1) }}
),

covered as (
    select
        treatments.person_id,
        treatments.drug_class,
        treatments.period_start,
        cast(sum(greatest(
            {{ mesh_macros.days_between(
                'greatest(spans.start_date, treatments.treatment_start)', 'least(spans.end_date, treatments.treatment_end)'
            ) }} + 1,
            0
        )) as integer) as covered_days
    from treatments
    inner join spans
        on treatments.person_id = spans.person_id
    group by treatments.person_id, treatments.drug_class, treatments.period_start
),

benefits as (
    select distinct
        person_id,
        coverage_type
    from spans
),

years as (
    select
        months.person_id,
        year(months.month_start) as covered_year,
        cast(sum(months.member_months) / 12 as decimal(18, 6)) as member_years
    from months
    inner join benefits
        on months.person_id = benefits.person_id and months.coverage_type = benefits.coverage_type
    group by months.person_id, year(months.month_start)
),

known as (
    select
        treatments.person_id,
        treatments.drug_class,
        treatments.period_start,
        treatments.reason,
        {{ mesh_macros.age_years('persons.birth_date', 'treatments.' ~ var('adherence_age_on')) }} as age,
        cast(greatest({{ mesh_macros.days_between('treatments.treatment_start', 'treatments.treatment_end') }} + 1, 0) as integer)
        - covered.covered_days as uncovered_days,
        coalesce(years.member_years, 0) as member_years,
        year(treatments.period_start) >= {{ var('continuous_enrollment_from_year') }} as is_continuity_asked
    from treatments
    left join persons
        on treatments.person_id = persons.person_id
    left join covered
        on
            treatments.person_id = covered.person_id
            and treatments.drug_class = covered.drug_class
            and treatments.period_start = covered.period_start
    left join years
        on treatments.person_id = years.person_id and year(treatments.period_start) = years.covered_year
),

judged as (
    select
        *,
        case
            when reason is not null then reason
            when age is null then 'age_unknown'
            when age < {{ var('adherence_min_age') }} then 'too_young'
            when uncovered_days is null then 'enrollment_unknown'
            when is_continuity_asked and uncovered_days > {{ var('max_uncovered_days') }} then 'enrollment_gap'
            when member_years = 0 then 'not_enrolled'
        end as exclusion_reason
    from known
),

adherence_eligibility as (
    select
        person_id,
        drug_class,
        period_start,
        age,
        uncovered_days,
        member_years,
        exclusion_reason,
        case when exclusion_reason is null then 1 else 0 end as eligible,
        cast(case
            when exclusion_reason is not null then 0
            when is_continuity_asked then 1
            else member_years
        end as decimal(18, 6)) as measure_weight
    from judged
)

select * from adherence_eligibility
