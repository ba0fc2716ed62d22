with feed as (
    select * from {{ source('raw_claims', 'idr_line_professional') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        'professional' as line_part,
        CLM_PRCSG_IND_CD as processing_indicator,
        CLM_BENE_PRMRY_PYR_PD_AMT as other_payer_amount
    from feed
)

select * from renamed
