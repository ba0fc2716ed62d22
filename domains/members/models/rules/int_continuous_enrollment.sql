{{ config(materialized='view') }}

{%- set first_day, last_day = var('enrollment_period_start'), var('enrollment_period_end') -%}
with spans as (
    select * from {{ ref('int_coverage_span') }}
),

tests as (
    select
        test_id,
        coverage_type,
        max_gaps,
        max_gap_days,
        anchor_date,
        period_complete,
        {{ last_day[:4] or 'measurement_year' }} as measurement_year,
        {{ "date '" ~ first_day ~ "'" if first_day else 'make_date(measurement_year, 1, 1)' }} as period_start,
        {{ "date '" ~ last_day ~ "'" if last_day else 'make_date(measurement_year, 12, 31)' }} as period_end
    from {{ ref('int_enrollment_test') }}
),

offered as (
    select
        *,
        coverage_type as offered_to
    from spans
    union all
    select
        *,
        'any' as offered_to
    from spans
),

{#  Every span meets every test of its coverage: somebody who is not covered in a period has one gap, as long as the period. #}
measured as (
    select
        offered.person_id,
        tests.test_id,
        tests.period_start,
        tests.period_end,
        coalesce(offered.coverage_imputed, 0) as coverage_imputed,
        case
            when tests.anchor_date between offered.start_date and coalesce(offered.end_date, tests.anchor_date) then 1
            when tests.anchor_date is not null then 0
        end as anchor_covered,
        greatest(offered.start_date, tests.period_start) as first_day,
        least(offered.end_date, tests.period_end) as last_day
    from offered
    inner join tests
        on offered.offered_to = coalesce(tests.coverage_type, 'any')
),

in_period as (
    select
        *,
        case when first_day <= last_day then first_day end as first_covered,
        case when first_day <= last_day then last_day end as last_covered
    from measured
),

{#  Not lag(): a short span inside a long one must not hide the long one's end from the next. #}
reached as (
    select
        *,
        max(last_covered) over (
            partition by person_id, test_id, period_start
            order by first_covered, last_covered
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from in_period
),

{#  Days without coverage, both ends left out: from 31 May to 1 July they are 30. #}
gap_before as (
    select
        *,
        greatest(0, {{ mesh_macros.days_between('coalesce(covered_until + 1, period_start)', 'first_covered') }}) as gap_days
    from reached
),

person_period as (
    select
        person_id,
        test_id,
        period_start,
        max(anchor_covered) as anchor_covered,
        max(case when first_covered is not null then coverage_imputed else 0 end) as coverage_imputed,
        count(*) filter (where gap_days > 0) as inner_gaps,
        max(gap_days) as longest_inner_gap,
        {{ mesh_macros.days_between('period_start', 'max(last_covered)') }} + 1 - sum(gap_days) as covered_days,
        {{ mesh_macros.days_between('coalesce(max(last_covered), period_start - 1)', 'max(period_end)') }} as last_gap
    from gap_before
    group by person_id, test_id, period_start
),

counted as (
    select
        person_period.person_id,
        tests.*,
        cast(coalesce(person_period.covered_days, 0) as integer) as covered_days,
        cast(person_period.inner_gaps + case when person_period.last_gap > 0 then 1 else 0 end as integer) as gaps,
        cast(greatest(coalesce(person_period.longest_inner_gap, 0), person_period.last_gap) as integer) as longest_gap_days,
        person_period.anchor_covered,
        person_period.coverage_imputed
    from person_period
    inner join tests
        on person_period.test_id = tests.test_id and person_period.period_start = tests.period_start
),

continuous_enrollment as (
    select
        *,
        case
            when gaps > max_gaps or longest_gap_days > max_gap_days or anchor_covered = 0 then 0
            else 1
        end as pass
    from counted
)

select * from continuous_enrollment
