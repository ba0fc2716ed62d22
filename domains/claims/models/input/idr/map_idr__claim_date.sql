with feed as (
    select * from {{ source('raw_claims', 'idr_claim_date') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CLM_DT_SGNTR_SK') }} as date_key,
        {{ mesh_macros.cms_date('CLM_ACTV_CARE_FROM_DT') }} as admission_date,
        {{ mesh_macros.cms_date('CLM_DSCHRG_DT') }} as discharge_date,
        coalesce(
            {{ mesh_macros.cms_date('CLM_NCH_WKLY_PROC_DT') }}, {{ mesh_macros.cms_date('CLM_CMS_PROC_DT') }}
        ) as adjudication_date
    from feed
)

select * from renamed
