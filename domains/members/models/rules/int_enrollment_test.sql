{%- set period_end = var('enrollment_period_end') -%}
{#  The tests of continuous enrolment (var enrollment_tests), each once per measured year. A year is measured when somebody was
    covered in it, and complete when the enrolment records reach its last day; the result of an incomplete one may still change. #}
with months as (
    select * from {{ ref('int_member_month') }}
),

known as (
    select last_day(max(month_start)) as last_known_day
    from months
),

years as (
    select distinct
        {{ period_end[:4] if period_end else 'cast(year(month_start) as integer)' }} as measurement_year,
        {{ "date '" ~ period_end ~ "'" if period_end else 'make_date(year(month_start), 12, 31)' }} as last_measured_day
    from months
),

measured_year as (
    select
        years.measurement_year,
        case when years.last_measured_day <= known.last_known_day then 1 else 0 end as period_complete
    from years
    cross join known
),

enrollment_test as (
    {%- for test in var('enrollment_tests') %}
    {%- set month, day = (test.anchor or '0-0').split('-') | map('int') %}
    select
        '{{ test.test_id }}' as test_id,
        measurement_year,
        period_complete,
        {{ "'" ~ test.coverage_type ~ "'" if test.coverage_type else 'cast(null as varchar)' }} as coverage_type,
        {{ test.max_gaps }} as max_gaps,
        {{ test.max_gap_days }} as max_gap_days,
        {#- An anchor on 29 February is the 28th in common years. #}
        {{ "least(make_date(measurement_year, " ~ month ~ ", 1) + " ~ (day - 1)
            ~ ", last_day(make_date(measurement_year, " ~ month ~ ", 1)))" if month else 'cast(null as date)' }} as anchor_date
    from measured_year
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from enrollment_test
