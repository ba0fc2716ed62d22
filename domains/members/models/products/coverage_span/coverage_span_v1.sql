with spans as (
    select * from {{ ref('int_coverage_span') }}
),

coverage_span as (
    select
        person_id,
        coverage_type,
        start_date,
        end_date,
        source_spans,
        coverage_imputed
    from spans
)

select * from coverage_span
