{#  Status F says that the entitlement was void from the start; all other statuses leave the days before its end covered. #}
with feed as (
    select * from {{ source('raw_members', 'idr_entitlement') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version('BENE_MDCR_ENTLMT_TYPE_CD || BENE_RNG_BGN_DT') }},
        'Medicare' as payer,
        'Part ' || BENE_MDCR_ENTLMT_TYPE_CD as plan,
        'medicare' as line_of_business,
        case when BENE_MDCR_ENTLMT_STUS_CD <> 'F' then 'medical' end as coverage_type,
        BENE_RNG_BGN_DT as enrollment_start_date,
        BENE_RNG_END_DT as enrollment_end_date
    from feed
)

select * from renamed
