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

reached as (
    select
        *,
        max(end_date) over (
            partition by person_id, coverage_type
            order by start_date, end_date
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from clipped
),

{#  Spans may overlap: a day counts once when each starts after the days already covered. #}
apart as (
    select
        person_id,
        coverage_type,
        greatest(start_date, coalesce(covered_until + 1, start_date)) as start_date,
        end_date
    from reached
    where end_date > covered_until or covered_until is null
),

span_months as (
    select
        apart.person_id,
        apart.coverage_type,
        cast(months.month_start as date) as month_start,
        greatest(apart.start_date, cast(months.month_start as date)) as first_covered,
        least(apart.end_date, last_day(months.month_start)) as last_covered
    from apart, {{ mesh_macros.months_between('apart.start_date', 'apart.end_date', 'months') }}
),

member_month as (
    select
        person_id,
        coverage_type,
        month_start,
        max(case when day(first_covered) <= 15 and day(last_covered) >= 15 then 1 else 0 end) as mid_month,
        max(case when day(first_covered) = 1 then 1 else 0 end) as first_of_month,
        cast(sum(1 + {{ mesh_macros.days_between('first_covered', 'last_covered') }}) as integer) as covered_days
    from span_months
    group by person_id, coverage_type, month_start
),

with_fraction as (
    select
        person_id,
        coverage_type,
        {{ mesh_macros.month_key('month_start') }} as year_month,
        month_start,
        1 as any_day,
        mid_month,
        first_of_month,
        covered_days,
        cast(
            round(cast(covered_days as decimal(18, 8)) / day(last_day(month_start)), 6) as decimal(18, 6)
        ) as fraction
    from member_month
)

select * from with_fraction
