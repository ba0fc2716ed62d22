with feed as (
    select * from {{ source('raw_members', 'idr_dual_status') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version('BENE_MDCD_ELGBLTY_BGN_DT') }},
        BENE_DUAL_STUS_CD as dual_status_code,
        BENE_MDCD_ELGBLTY_BGN_DT as enrollment_start_date,
        BENE_MDCD_ELGBLTY_END_DT as enrollment_end_date
    from feed
)

select * from renamed
