with eligibility as (
    select * from {{ ref('stg_eligibility') }}
),

crosswalk as (
    select * from {{ ref('int_person_crosswalk') }}
),

spans as (
    select
        cast(eligibility.record_id as varchar) as span_id,
        crosswalk.person_id,
        eligibility.coverage_type,
        eligibility.enrollment_start_date as start_date,
        {#- A voided record never happened, which R-MEM-02 tells by its end. #}
        case
            when lower(eligibility.action_code) = 'void' then {{ mesh_macros.add_days('eligibility.enrollment_start_date', -1) }}
            else eligibility.enrollment_end_date
        end as end_date,
        eligibility.coverage_imputed,
        eligibility.record_id
    from eligibility
    inner join crosswalk
        on eligibility.member_id = crosswalk.member_id
    where
        eligibility.coverage_type is not null
        and eligibility.enrollment_start_date is not null
)

select * from spans
