with {{ members.span_judged(ref('int_eligibility_span'), ref('int_death')) }},

counted as (
    select
        person_id,
        coverage_type,
        start_date,
        counted_end_date as end_date,
        coverage_imputed
    from span_judged
    where reason is null
),

{#  Not lag(): a short span inside a long one must not hide the long one's end from the next. #}
reached as (
    select
        *,
        max(end_date) over (
            partition by person_id, coverage_type
            order by start_date, end_date
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from counted
),

islands as (
    select
        *,
        sum(
            case
                when covered_until >= date '9999-12-31' then 0
                when start_date <= {{ mesh_macros.add_days('covered_until', 1 + var('gap_tolerance_days')) }} then 0
                else 1
            end
        ) over (
            partition by person_id, coverage_type
            order by start_date, end_date
            rows between unbounded preceding and current row
        ) as island
    from reached
),

coverage_span as (
    select
        person_id,
        coverage_type,
        min(start_date) as start_date,
        max(end_date) as end_date,
        cast(count(*) as integer) as source_spans,
        cast(max(coalesce(coverage_imputed, 0)) as integer) as coverage_imputed
    from islands
    group by person_id, coverage_type, island
)

select * from coverage_span
