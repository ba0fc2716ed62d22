{#  The header of an institutional claim; its lines and codes are in files of their own. #}
with feed as (
    select * from {{ source('raw_claims', 'cclf_part_a_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as claim_id,
        'claim' as header_part,
        _adjustment_style as adjustment_style,
        {{ claims.debit_credit_transaction('CLM_ADJSMT_TYPE_CD') }} as transaction_type,
        {{ claims.natural_key('A', [
            'coalesce(' ~ mesh_macros.clean_text('CLM_BLG_PRVDR_OSCAR_NUM') ~ ', PRVDR_OSCAR_NUM)',
            'CLM_FROM_DT',
            'CLM_THRU_DT',
        ]) }} as natural_key,
        'institutional' as claim_type,
        case
            when {{ mesh_macros.clean_text('CLM_MDCR_NPMT_RSN_CD') }} is not null then 'denied'
            else 'paid'
        end as claim_status_code,
        CLM_MDCR_NPMT_RSN_CD as denial_reason_code,
        {{ mesh_macros.qualified('BENE_MBI_ID') }} as member_id,
        'Medicare' as payer,
        'Medicare' as plan,
        {{ mesh_macros.cms_date('CLM_FROM_DT') }} as claim_start_date,
        {{ mesh_macros.cms_date('CLM_THRU_DT') }} as claim_end_date,
        CLM_ADMSN_TYPE_CD as admit_type_code,
        CLM_ADMSN_SRC_CD as admit_source_code,
        BENE_PTNT_STUS_CD as discharge_disposition_code,
        {{ claims.cms_bill_type() }} as bill_type_code,
        {{ claims.drg_without_zero('DGNS_DRG_CD') }} as drg_code,
        coalesce({{ mesh_macros.clean_text('CLM_BLG_PRVDR_NPI_NUM') }}, FAC_PRVDR_NPI_NUM) as billing_npi,
        coalesce({{ mesh_macros.clean_text('CLM_ATNDG_PRVDR_NPI_NUM') }}, ATNDG_PRVDR_NPI_NUM) as rendering_npi,
        _namespace || coalesce(
            {{ mesh_macros.clean_text('CLM_BLG_PRVDR_OSCAR_NUM') }}, {{ mesh_macros.clean_text('PRVDR_OSCAR_NUM') }}
        ) as facility_id,
        {{ mesh_macros.cms_date('CLM_EFCTV_DT') }} as adjudication_date,
        {{ mesh_macros.cms_date('CLM_IDR_LD_DT') }} as received_date,
        CLM_MDCR_INSTNL_TOT_CHRG_AMT as charge_amount,
        CLM_PMT_AMT as header_paid_amount,
        DGNS_PRCDR_ICD_IND as diagnosis_code_type,
        PRNCPL_DGNS_CD as diagnosis_code_1,
        ADMTG_DGNS_CD as admitting_diagnosis_code
    from feed
)

select * from renamed
