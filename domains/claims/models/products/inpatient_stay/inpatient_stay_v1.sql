with stays as (
    select * from {{ ref('int_inpatient_stay') }}
),

episodes as (
    select * from {{ ref('int_stay_episode') }}
),

inpatient_stay as (
    select
        stays.stay_id,
        episodes.episode_id,
        stays.person_id,
        stays.facility_id,
        stays.admit_date,
        stays.discharge_date,
        stays.last_date,
        stays.length_of_stay,
        stays.claims as claim_count,
        stays.paid as paid_amount,
        stays.patient_status as discharge_disposition_code,
        stays.drg_code,
        stays.ed_flag,
        stays.payer,
        stays.plan,
        stays.data_source
    from stays
    inner join episodes
        on stays.stay_id = episodes.stay_id
)

select * from inpatient_stay
