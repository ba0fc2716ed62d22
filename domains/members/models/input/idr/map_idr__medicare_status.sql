{#  A Medicare status implies entitlement, except 40, which is for one drug only. Where entitlement itself is sent, that is
    what counts. #}
with feed as (
    select * from {{ source('raw_members', 'idr_medicare_status') }}
),

entitled as (
    select distinct BENE_SK
    from {{ source('raw_members', 'idr_entitlement') }}
),

marked as (
    select
        feed.*,
        entitled.BENE_SK as entitled_sk
    from feed
    left join entitled
        on feed.BENE_SK = entitled.BENE_SK
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version('MDCR_STUS_BGN_DT') }},
        'Medicare' as payer,
        'Medicare' as plan,
        'medicare' as line_of_business,
        BENE_MDCR_STUS_CD as medicare_status_code,
        case
            when entitled_sk is null and BENE_MDCR_STUS_CD in ('10', '11', '20', '21', '31') then 'medical'
        end as coverage_type,
        MDCR_STUS_BGN_DT as enrollment_start_date,
        MDCR_STUS_END_DT as enrollment_end_date
    from marked
)

select * from renamed
