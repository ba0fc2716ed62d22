{#  A prescription drug event as the file states it: original, cancellation or adjustment. '~', 1000-01-01 and 9999-12-31
    stand for values that are not there. #}
with feed as (
    select * from {{ source('raw_pharmacy', 'cclf_part_d') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as transaction_id,
        {{ mesh_macros.qualified('BENE_MBI_ID') }} as member_id,
        {{ mesh_macros.qualified("PRVDR_SRVC_ID_QLFYR_CD || '-' || CLM_SRVC_PRVDR_GNRC_ID_NUM") }} as pharmacy_id,
        case
            when PRVDR_PRSBNG_ID_QLFYR_CD = '01' then coalesce(CLM_PRSBNG_PRVDR_GNRC_ID_NUM_35, CLM_PRSBNG_PRVDR_GNRC_ID_NUM)
        end as prescriber_npi,
        {{ mesh_macros.qualified('CLM_LINE_RX_SRVC_RFRNC_NUM') }} as rx_number,
        CLM_LINE_RX_FILL_NUM as fill_number,
        {{ mesh_macros.cms_date('CLM_LINE_FROM_DT') }} as date_of_service,
        CLM_DSPNSNG_STUS_CD as dispensing_status,
        {{ mesh_macros.debit_credit_type('CLM_ADJSMT_TYPE_CD') }} as adjustment_type,
        {{ mesh_macros.cms_date('CLM_EFCTV_DT') }} as effective_date,
        _adjustment_style as adjustment_style,
        CLM_LINE_NDC_CD as ndc_code,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        CLM_LINE_SRVC_UNIT_QTY as quantity,
        CLM_LINE_DAYS_SUPLY_QTY as days_supply,
        CLM_DAW_PROD_SLCTN_CD as daw_code,
        CLM_LINE_BENE_PMT_AMT as patient_paid_amount
    from feed
)

select * from renamed
