with feed as (
    select * from {{ source('raw_claims', 'idr_claim_professional') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        'professional' as header_part,
        case when trim(CLM_CARR_PMT_DNL_CD) = '0' then 'denied' else 'paid' end as claim_status_code
    from feed
)

select * from renamed
