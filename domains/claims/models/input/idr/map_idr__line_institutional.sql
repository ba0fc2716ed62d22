with feed as (
    select * from {{ source('raw_claims', 'idr_line_institutional') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        'institutional' as line_part,
        {{ mesh_macros.cms_date('CLM_LINE_INSTNL_REV_CTR_DT') }} as service_date,
        {{ mesh_macros.sum_of_texts(['CLM_LINE_INSTNL_MSP1_PD_AMT', 'CLM_LINE_INSTNL_MSP2_PD_AMT']) }} as other_payer_amount
    from feed
)

select * from renamed
