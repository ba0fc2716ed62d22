with stays as (
    select * from {{ ref('int_inpatient_stay') }}
),

inpatient_stay as (
    select
        stay_id,
        person_id,
        facility_id,
        admit_date,
        discharge_date,
        last_date,
        length_of_stay,
        claims as claim_count,
        paid as paid_amount,
        patient_status as discharge_disposition_code,
        drg_code,
        ed_flag,
        payer,
        plan,
        data_source
    from stays
)

select * from inpatient_stay
