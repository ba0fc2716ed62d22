{%- set first_day = var('member_month_window_start') -%}
{%- set last_day = var('member_month_window_end') -%}
with spans as (
    select * from {{ ref('int_coverage_span') }}
),

{#  Open coverage must end somewhere: at the last day that any span names, so that no clock is needed. #}
counting_window as (
    select
        {{ "date '" ~ first_day ~ "'" if first_day else 'min(start_date)' }} as first_day,
        {{ "date '" ~ last_day ~ "'" if last_day
           else "last_day(max(case when end_date < date '9999-12-31' then end_date else start_date end))" }} as last_day
    from spans
),

clipped as (
    select
        spans.person_id,
        spans.coverage_type,
        greatest(spans.start_date, counting_window.first_day) as start_date,
        least(spans.end_date, counting_window.last_day) as end_date
    from spans
    cross join counting_window
    where
        spans.start_date <= counting_window.last_day
        and spans.end_date >= counting_window.first_day
),

span_months as (
    select
        clipped.person_id,
        clipped.coverage_type,
        cast(months.month_start as date) as month_start,
        last_day(months.month_start) as month_end,
        greatest(clipped.start_date, cast(months.month_start as date)) as first_covered,
        least(clipped.end_date, last_day(months.month_start)) as last_covered
    from clipped, {{ mesh_macros.months_between('clipped.start_date', 'clipped.end_date', 'months') }}
),

{#  Spans may overlap: count a day once by starting after the days already covered. #}
day_once as (
    select
        *,
        max(last_covered) over (
            partition by person_id, coverage_type, month_start
            order by first_covered, last_covered
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from span_months
),

member_month as (
    select
        person_id,
        coverage_type,
        {{ mesh_macros.month_key('month_start') }} as year_month,
        month_start,
        1 as any_day,
        max(case when day(first_covered) <= 15 and day(last_covered) >= 15 then 1 else 0 end) as mid_month,
        max(case when day(first_covered) = 1 then 1 else 0 end) as first_of_month,
        cast(sum(greatest(
            0,
            1 + {{ mesh_macros.days_between(
                'greatest(first_covered, coalesce(covered_until + 1, first_covered))', 'last_covered'
            ) }}
        )) as integer) as covered_days,
        day(max(month_end)) as days_in_month
    from day_once
    group by person_id, coverage_type, month_start
),

with_fraction as (
    select
        *,
        cast(round(cast(covered_days as decimal(18, 8)) / days_in_month, 6) as decimal(18, 6)) as fraction
    from member_month
)

select * from with_fraction
