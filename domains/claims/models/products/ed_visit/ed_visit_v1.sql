with visits as (
    select * from {{ ref('int_ed_visit') }}
),

ed_visit as (
    select
        visit_id,
        person_id,
        facility_id,
        visit_date,
        end_date,
        claims as claim_count,
        professional_only,
        admitted,
        stay_id,
        paid as paid_amount,
        payer,
        plan,
        data_source
    from visits
)

select * from ed_visit
