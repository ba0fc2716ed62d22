{#  What a claim says as a whole, and the marks that tell which of its states stands. Claims of the contractors' systems (types
    from 1000 on) are not settled by the repository yet. #}
with feed as (
    select * from {{ source('raw_claims', 'idr_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        'claim' as header_part,
        _adjustment_style as adjustment_style,
        {{ mesh_macros.qualified('CLM_CNTL_NUM') }} as natural_key,
        {{ mesh_macros.qualified('CLM_DT_SGNTR_SK') }} as date_key,
        CLM_FINL_ACTN_IND as final_action,
        CLM_LTST_CLM_IND as latest,
        case when try_cast(CLM_TYPE_CD as integer) < 1000 then '1' else '0' end as settled,
        {{ claims.idr_claim_type() }} as claim_type,
        {{ mesh_macros.qualified('BENE_SK') }} as member_id,
        'Medicare' as payer,
        'Medicare' as plan,
        {{ mesh_macros.cms_date('CLM_FROM_DT') }} as claim_start_date,
        {{ mesh_macros.cms_date('CLM_THRU_DT') }} as claim_end_date,
        {{ claims.cms_bill_type() }} as bill_type_code,
        PRVDR_BLG_PRVDR_NPI_NUM as billing_npi,
        PRVDR_ATNDG_PRVDR_NPI_NUM as rendering_npi,
        {{ mesh_macros.qualified('CLM_BLG_PRVDR_OSCAR_NUM') }} as facility_id,
        {{ mesh_macros.cms_date('CLM_IDR_LD_DT') }} as received_date,
        CLM_SBMT_CHRG_AMT as charge_amount,
        CLM_MDCR_COINSRNC_AMT as coinsurance_amount,
        CLM_MDCR_DDCTBL_AMT as deductible_amount,
        CLM_PMT_AMT as header_paid_amount
    from feed
)

select * from renamed
