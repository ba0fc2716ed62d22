{{ config(materialized='view') }}

{#  When a person's drugs were covered: pharmacy coverage of people who ever had any, medical coverage of all others. #}
with spans as (
    select
        person_id,
        coverage_type,
        start_date,
        end_date,
        max(case when coverage_type = 'rx' then 1 else 0 end) over (partition by person_id) as has_rx
    from {{ ref('members', 'coverage_span', v=1) }}
),

benefit_span as (
    select
        person_id,
        coverage_type,
        start_date,
        end_date
    from spans
    where coverage_type = case when has_rx = 1 then 'rx' else 'medical' end
)

select * from benefit_span
