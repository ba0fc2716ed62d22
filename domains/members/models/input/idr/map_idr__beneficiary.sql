with feed as (
    select * from {{ source('raw_members', 'idr_beneficiary') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version('BENE_MBI_ID') }},
        BENE_1ST_NAME as first_name,
        BENE_MIDL_NAME as middle_name,
        BENE_LAST_NAME as last_name,
        {{ members.gender('BENE_SEX_CD') }} as gender,
        {{ members.cms_race('BENE_RACE_CD') }} as race,
        BENE_BRTH_DT as birth_date,
        BENE_DEATH_DT as death_date,
        BENE_LINE_1_ADR as address,
        GEO_ZIP_PLC_NAME as city,
        GEO_USPS_STATE_CD as state,
        GEO_ZIP5_CD as zip_code,
        case CNTCT_LANG_CD when 'ENG' then 'en' when 'SPA' then 'es' else CNTCT_LANG_CD end as language
    from feed
)

select * from renamed
