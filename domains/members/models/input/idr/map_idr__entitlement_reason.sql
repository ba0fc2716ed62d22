with feed as (
    select * from {{ source('raw_members', 'idr_entitlement_reason') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version('BENE_RNG_BGN_DT') }},
        BENE_MDCR_ENTLMT_RSN_CD as entitlement_reason_code,
        BENE_RNG_BGN_DT as enrollment_start_date,
        BENE_RNG_END_DT as enrollment_end_date
    from feed
)

select * from renamed
