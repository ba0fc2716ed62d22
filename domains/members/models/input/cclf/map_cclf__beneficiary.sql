{#  Parts A and B are two records of a beneficiary. The file tells when each began, and is silent about the end: coverage
    is open. #}
with feed as (
    select * from {{ source('raw_members', 'cclf_beneficiary') }}
),

parts as (
    select
        *,
        'Part A' as part,
        BENE_PART_A_ENRLMT_BGN_DT as part_start
    from feed
    union all
    select
        *,
        'Part B' as part,
        BENE_PART_B_ENRLMT_BGN_DT as part_start
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('BENE_MBI_ID') }} as member_id,
        part as record_key,
        BENE_1ST_NAME as first_name,
        BENE_MIDL_NAME as middle_name,
        BENE_LAST_NAME as last_name,
        {{ members.gender('BENE_SEX_CD') }} as gender,
        {{ members.cms_race('BENE_RACE_CD') }} as race,
        BENE_DOB as birth_date,
        BENE_DEATH_DT as death_date,
        BENE_LINE_1_ADR as address,
        GEO_ZIP_PLC_NAME as city,
        BENE_FIPS_CNTY_CD as county,
        GEO_USPS_STATE_CD as state,
        coalesce(GEO_ZIP5_CD, BENE_ZIP_CD) as zip_code,
        'Medicare' as payer,
        part as plan,
        'medicare' as line_of_business,
        BENE_MDCR_STUS_CD as medicare_status_code,
        BENE_ORGNL_ENTLMT_RSN_CD as entitlement_reason_code,
        BENE_DUAL_STUS_CD as dual_status_code,
        case when {{ mesh_macros.is_present('part_start', 'date') }} then 'medical' end as coverage_type,
        part_start as enrollment_start_date
    from parts
)

select * from renamed
