{#  Claims of types 1 to 4 are drugs. A state of a claim that the repository does not mark as final does not stand. #}
with feed as (
    select * from {{ source('raw_pharmacy', 'idr_drug_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        case when try_cast(CLM_TYPE_CD as integer) between 1 and 4 then '1' else '0' end as is_drug,
        {{ mesh_macros.qualified('BENE_SK') }} as member_id,
        {{ mesh_macros.qualified("PRVDR_SRVC_ID_QLFYR_CD || '-' || CLM_SRVC_PRVDR_GNRC_ID_NUM") }} as pharmacy_id,
        case when PRVDR_PRSBNG_ID_QLFYR_CD = '01' then CLM_PRSBNG_PRVDR_GNRC_ID_NUM end as prescriber_npi,
        {{ pharmacy.idr_adjustment_type('CLM_ADJSTMT_TYPE_CD') }} as adjustment_type,
        CLM_FINL_ACTN_IND as final_action,
        {{ mesh_macros.cms_date('CLM_EFCTV_DT') }} as effective_date,
        CLM_BENE_PMT_AMT as patient_paid_amount,
        {{ mesh_macros.cms_date('CLM_PD_DT') }} as paid_date
    from feed
)

select * from renamed
