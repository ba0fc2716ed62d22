with enrollment as (
    select * from {{ ref('int_continuous_enrollment') }}
),

continuous_enrollment as (
    select
        person_id,
        test_id,
        measurement_year,
        coverage_type,
        period_start,
        period_end,
        period_complete,
        covered_days,
        gaps,
        longest_gap_days,
        anchor_date,
        anchor_covered,
        coverage_imputed,
        pass
    from enrollment
    where covered_days > 0
)

select * from continuous_enrollment
