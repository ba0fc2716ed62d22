{#  A line of a claim for equipment with what the claim says as a whole; it names the supplier and no diagnosis. #}
with feed as (
    select * from {{ source('raw_claims', 'cclf_part_b_dme') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ claims.cclf_part_b('D') }},
        coalesce({{ mesh_macros.clean_text('CLM_BLG_PRVDR_NPI_NUM') }}, PAYTO_PRVDR_NPI_NUM) as billing_npi
    from feed
)

select * from renamed
