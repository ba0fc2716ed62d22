with feed as (
    select * from {{ source('raw_claims', 'idr_claim_code') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        {{ claims.cms_code_level('CLM_PROD_TYPE_CD') }} as code_level,
        CLM_VAL_SQNC_NUM as code_position,
        case when CLM_PROD_TYPE_CD = 'S' then CLM_PRCDR_CD else CLM_DGNS_CD end as code,
        CLM_DGNS_PRCDR_ICD_IND as code_type,
        {{ mesh_macros.cms_date('CLM_PRCDR_PRFRM_DT') }} as code_date,
        CLM_POA_IND as poa_code
    from feed
)

select * from renamed
