{{ config(materialized='view') }}

{#  Prescription drug events of CMS under the names that the CCLF Information Packet uses. #}
with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
    where adjustment_style = 'debit_credit'
),

part_d_claim as (
    select
        transaction_id as cur_clm_uniq_id,
        member_id as bene_mbi_id,
        date_of_service as clm_line_from_dt,
        pharmacy_id,
        rx_number as rx_reference_number,
        coalesce(fill_number, 0) as fill_number,
        dispensing_status as clm_dspnsng_stus_cd,
        adjustment_type as clm_adjsmt_type_cd,
        final_action as clm_finl_actn_ind,
        effective_date as clm_efctv_dt,
        paid_amount as plan_payment,
        allowed_amount as drug_cost,
        patient_paid_amount as bene_payment
    from claims
)

select * from part_d_claim
