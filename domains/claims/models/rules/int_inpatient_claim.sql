{{ config(materialized='view') }}

{#  Final claims of acute inpatient care that count: neither denied nor void, and of a known person. #}
with standing as (
    select * from {{ ref('int_claim_standing') }}
    where setting = 'inpatient_acute' and counted_claims = 1 and person_id is not null
),

header as (
    select * from {{ ref('int_claim_header') }}
),

inpatient_claim as (
    select
        standing.family_id as claim_id,
        standing.person_id,
        header.facility_id,
        header.bill_type,
        header.admission_date,
        header.claim_start_date as from_date,
        header.claim_end_date as thru_date,
        header.patient_status,
        standing.paid,
        standing.ed_flag,
        header.drg_code,
        header.payer,
        header.plan,
        header.data_source
    from standing
    inner join header
        on standing.version_key = header.version_key
)

select * from inpatient_claim
