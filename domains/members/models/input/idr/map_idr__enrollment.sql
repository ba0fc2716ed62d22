{#  Enrolment in a private plan. Program 1 is Part C (medical), 2 is Part D (rx), 3 is both. #}
with feed as (
    select
        *,
        case BENE_ENRLMT_PGM_TYPE_CD when '1' then 'medical' when '2' then 'rx' else 'medical|rx' end as coverage_types
    from {{ source('raw_members', 'idr_enrollment') }}
),

coverages as (
    select
        *,
        {{ mesh_macros.list_items('coverage_types', '|') }} as coverage_type
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ members.idr_version("coverage_type || BENE_ENRLMT_BGN_DT || coalesce(BENE_ENRLMT_PGM_TYPE_CD, '')") }},
        'Medicare' as payer,
        BENE_CNTRCT_NUM || '-' || BENE_PBP_NUM as plan,
        'medicare' as line_of_business,
        coverage_type,
        BENE_ENRLMT_BGN_DT as enrollment_start_date,
        BENE_ENRLMT_END_DT as enrollment_end_date
    from coverages
)

select * from renamed
