with feed as (
    select * from {{ source('raw_claims', 'idr_claim_institutional') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        'institutional' as header_part,
        case
            when {{ mesh_macros.clean_text('CLM_MDCR_NPMT_RSN_CD') }} is not null then 'denied'
            else 'paid'
        end as claim_status_code,
        CLM_MDCR_NPMT_RSN_CD as denial_reason_code,
        CLM_ADMSN_TYPE_CD as admit_type_code,
        CLM_ADMSN_SRC_CD as admit_source_code,
        BENE_PTNT_STUS_CD as discharge_disposition_code,
        {{ claims.drg_without_zero('DGNS_DRG_CD') }} as drg_code
    from feed
)

select * from renamed
