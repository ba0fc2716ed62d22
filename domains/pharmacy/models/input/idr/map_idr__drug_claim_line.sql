{#  What the plan paid is its part for what Part D covers and for what it covers beyond. #}
with feed as (
    select * from {{ source('raw_pharmacy', 'idr_drug_claim_line') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        case when try_cast(CLM_TYPE_CD as integer) between 1 and 4 then '1' else '0' end as is_drug,
        {{ mesh_macros.qualified('CLM_LINE_RX_NUM') }} as rx_number,
        {{ mesh_macros.cms_date('CLM_LINE_FROM_DT') }} as date_of_service,
        CLM_LINE_NDC_CD as ndc_code,
        CLM_LINE_NDC_QTY as quantity,
        case trim(CLM_LINE_NDC_QTY_QLFYR_CD)
            when 'UN' then 'EA'
            when 'GR' then 'GM'
            else CLM_LINE_NDC_QTY_QLFYR_CD
        end as quantity_unit,
        {{ mesh_macros.sum_of_texts(['CLM_LINE_CVRD_PD_AMT', 'CLM_LINE_NCVRD_PD_AMT']) }} as paid_amount
    from feed
)

select * from renamed
